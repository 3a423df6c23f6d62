import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  PutBucketLifecycleConfigurationCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';

import { makeStateBucket } from '../../../cli/bootstrap/state-bucket';

const s3 = mockClient(S3Client);
const OURS = {
  ID: 'old-states-of-games',
  Status: 'Enabled' as const,
  Filter: { Prefix: 'games/' },
  NoncurrentVersionExpiration: { NoncurrentDays: 90 },
  Expiration: { ExpiredObjectDeleteMarker: true },
};
const THEIRS = { ID: 'theirs', Status: 'Enabled' as const, Filter: { Prefix: '' }, Expiration: { Days: 1 } };

beforeEach(() => {
  s3.reset();
  s3.on(GetBucketEncryptionCommand).resolves({});
  s3.on(GetBucketPolicyCommand).resolves({ Policy: '{"Statement":[{"Sid":"NobodyWithoutTls"}]}' });
});

const make = () =>
  makeStateBucket({
    bucket: 'states',
    region: 'eu-central-1',
    project: 'games',
    account: '111122223333',
    partition: 'aws',
  });

const written = () => s3.commandCalls(PutBucketLifecycleConfigurationCommand).map(({ args: [{ input }] }) => input);

test('old states expire after 90 days, and those of this project alone', async () => {
  s3.on(GetBucketLifecycleConfigurationCommand).rejects(
    Object.assign(new Error('none'), { name: 'NoSuchLifecycleConfiguration' }),
  );

  await make();

  expect(written()).toEqual([
    { Bucket: 'states', ExpectedBucketOwner: '111122223333', LifecycleConfiguration: { Rules: [OURS] } },
  ]);
});

test('keeps the rules that an existing bucket has', async () => {
  s3.on(GetBucketLifecycleConfigurationCommand).resolves({
    Rules: [THEIRS],
    TransitionDefaultMinimumObjectSize: 'varies_by_storage_class',
  });

  await make();

  expect(written()).toEqual([
    {
      Bucket: 'states',
      ExpectedBucketOwner: '111122223333',
      LifecycleConfiguration: { Rules: [THEIRS, OURS] },
      TransitionDefaultMinimumObjectSize: 'varies_by_storage_class',
    },
  ]);
});

test('leaves its rule as a person changed it', async () => {
  s3.on(GetBucketLifecycleConfigurationCommand).resolves({ Rules: [{ ...OURS, Status: 'Disabled' }] });

  await make();

  expect(written()).toEqual([]);
});
