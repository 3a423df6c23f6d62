import { sameCredentials } from '../../../cli/check/same-credentials';

const KEYS = { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' };

/** What is found where these variables are set. */
function check(env: NodeJS.ProcessEnv) {
  const environment = jest.replaceProperty(process, 'env', env);
  try {
    return sameCredentials();
  } finally {
    environment.restore();
  }
}

test('fails for a profile and keys: Terraform would take the keys', () => {
  expect(check({ ...KEYS, AWS_PROFILE: 'games' })).toEqual({
    what: 'Terraform uses the same credentials',
    failures: [
      'AWS_PROFILE (games) and AWS_ACCESS_KEY_ID are both set: Terraform would use the keys, everything else the profile. Unset ' +
        'one of them',
    ],
    doubts: [],
  });
});

test.each([
  {},
  KEYS,
  { AWS_PROFILE: 'games' },
  { ...KEYS, AWS_PROFILE: '' },
  { AWS_PROFILE: 'games', AWS_ACCESS_KEY_ID: 'key' },
])('finds nothing with %j', (env) => {
  expect(check(env).failures).toEqual([]);
});
