import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';

import { otherAccountOfTerraform } from '../../../cli/aws/terraform-credentials';

const KEYS = { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' };
const BOTH = { ...KEYS, AWS_PROFILE: 'games' };
const sts = mockClient(STSClient);

beforeEach(() => {
  sts.reset();
});

/** What is found where these variables are set, and the profile belongs to account 111111111111. */
async function check(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const environment = jest.replaceProperty(process, 'env', env);
  try {
    return await otherAccountOfTerraform('eu-central-1', { account: '111111111111' });
  } finally {
    environment.restore();
  }
}

test('finds a profile and keys of two accounts: Terraform would take the keys', async () => {
  sts.on(GetCallerIdentityCommand).resolves({ Account: '222222222222' });

  expect(await check(BOTH)).toBe(
    'AWS_PROFILE (games) and AWS_ACCESS_KEY_ID are both set: Terraform would use the keys (account 222222222222), everything ' +
      'else the profile (account 111111111111). Unset one of them',
  );
});

test('finds keys that AWS does not accept', async () => {
  sts.on(GetCallerIdentityCommand).rejects(Object.assign(new Error('wrong key'), { name: 'InvalidClientTokenId' }));

  expect(await check(BOTH)).toMatch(
    /Terraform would use the keys \(which AWS does not accept: wrong key \(InvalidClientTokenId\)\), everything else/,
  );
});

test('asks with the keys, and accepts both where they are of one account', async () => {
  const used: unknown[] = [];
  sts.on(GetCallerIdentityCommand).callsFake(async (_, getClient: () => STSClient) => {
    used.push(await getClient().config.credentials());
    return { Account: '111111111111' };
  });

  expect(await check({ ...BOTH, AWS_SESSION_TOKEN: 'token' })).toBeUndefined();
  expect(used).toEqual([
    expect.objectContaining({ accessKeyId: 'key', secretAccessKey: 'secret', sessionToken: 'token' }),
  ]);
});

test.each([
  {},
  KEYS,
  { AWS_PROFILE: 'games' },
  { ...KEYS, AWS_PROFILE: '' },
  { AWS_PROFILE: 'games', AWS_ACCESS_KEY_ID: 'key' },
])('asks nothing with %j', async (env) => {
  expect(await check(env)).toBeUndefined();
  expect(sts.calls()).toEqual([]);
});
