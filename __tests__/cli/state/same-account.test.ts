import { GetObjectCommand, NoSuchKey, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';

import { placeOfState } from '../../../modules/config/state-place';
import { assertSameAccount } from '../../../cli/state/same-account';
import { StateStore } from '../../../cli/state/store';
import { baseConfig } from '../support/leaf';
import { emptyProject } from '../support/workspace';

const s3 = mockClient(S3Client);
const AWS = 'provider["registry.terraform.io/hashicorp/aws"]';
const base = baseConfig({ region: 'eu-central-1', state: { bucket: 'states', region: 'eu-central-1' } });
const project = emptyProject();
const check = (stacks = ['minecraft'], account = '111111111111') =>
  assertSameAccount(
    new StateStore(project(), base, () => Promise.resolve('111111111111')),
    { account, region: 'eu-central-1' },
    stacks,
  );

const resource = (arn: string | undefined, { mode = 'managed', provider = AWS } = {}) => ({
  mode,
  provider,
  type: 'aws_something',
  name: 'It',
  instances: [{ attributes: { id: 'it', ...(arn !== undefined && { arn }) } }],
});

/** Puts a state into the bucket. */
function stateOf(stack: string, ...resources: object[]): void {
  const text = JSON.stringify({ version: 4, resources });
  s3.on(GetObjectCommand, { Bucket: 'states', Key: `games/${stack}/terraform.tfstate` }).resolves({
    // a cast: of the stream we only want its text
    Body: { transformToString: () => Promise.resolve(text) } as never,
  });
}

beforeEach(() => {
  s3.reset();
  s3.on(GetObjectCommand).rejects(new NoSuchKey({ message: 'no', $metadata: {} }));
});

const GROUP = 'arn:aws:autoscaling:eu-central-1:111111111111:autoScalingGroup:a-b:autoScalingGroupName/it';

test('accepts a stack that is deployed in the same account and Region', async () => {
  stateOf(
    'minecraft',
    resource(GROUP),
    resource('arn:aws:iam::111111111111:role/it'),
    resource('arn:aws:s3:::it'),
    resource(undefined),
    { ...resource(undefined), instances: [{}] },
  );

  await expect(check()).resolves.toBeUndefined();
});

test('accepts a stack without a state, or with an empty one', async () => {
  stateOf('valheim');

  await expect(check(['minecraft', 'valheim'])).resolves.toBeUndefined();
});

test('ignores what has to be in us-east-1, and data sources', async () => {
  stateOf(
    'base',
    resource('arn:aws:lambda:us-east-1:111111111111:function:it', { provider: `${AWS}.query_logs` }),
    resource('arn:aws:sns:eu-west-1:222222222222:theirs', { mode: 'data' }),
  );

  await expect(check(['base'])).resolves.toBeUndefined();
});

test('fails in another Region, and names both', async () => {
  stateOf('minecraft', resource(GROUP.replace('eu-central-1', 'eu-west-1')));

  await expect(check(['base', 'minecraft'])).rejects.toMatchObject({
    message:
      'minecraft is deployed in eu-west-1, but Region in base.yaml is eu-central-1: put Region back in base.yaml\n' +
      'Nothing was changed.',
    exitCode: 3,
  });
});

test('fails in another account, even if the state has only global resources', async () => {
  stateOf('minecraft', resource('arn:aws:iam::111111111111:role/it'));

  await expect(check(['minecraft'], '222222222222')).rejects.toMatchObject({
    message:
      'minecraft is deployed in account 111111111111, but your credentials are for account 222222222222: use the profile ' +
      'of account 111111111111\nNothing was changed.',
    exitCode: 3,
  });
});

test('fails when the bucket cannot be read', async () => {
  s3.on(GetObjectCommand).rejects(new Error('Access Denied'));

  await expect(check()).rejects.toThrow('Access Denied');
});

test('fails when a state is not a state file', async () => {
  s3.on(GetObjectCommand).resolves({ Body: { transformToString: () => Promise.resolve('{"resources":[') } as never });

  await expect(check()).rejects.toThrow(/^the state of minecraft cannot be read: /);
});

test('names a state by its path or its URL', () => {
  expect(placeOfState(base, 'minecraft')).toBe('s3://states/games/minecraft/terraform.tfstate');
  expect(placeOfState(baseConfig(), 'minecraft')).toBe('terraform.tfstate.d/minecraft/terraform.tfstate');
});
