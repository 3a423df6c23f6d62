import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  HeadBucketCommand,
  PutBucketLifecycleConfigurationCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';

import { makeStateBucket, type StateBucketProps } from '../../../cli/bootstrap/state-bucket';

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

const make = (more: Partial<StateBucketProps> = {}) =>
  makeStateBucket({
    hasBaseFile: true,
    bucket: 'states',
    region: 'eu-central-1',
    project: 'games',
    account: '111122223333',
    partition: 'aws',
    ...more,
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

test.each([
  [true, 'set State.Region in base.yaml to its Region, or choose another bucket with --bucket'],
  [
    false,
    'choose another bucket with --bucket, or its Region with --region. For a project in eu-central-1 with its states in that ' +
      'bucket, copy examples/quickstart to config/, set Region, State.Bucket and State.Region in config/base.yaml, and repeat this',
  ],
])('of a bucket in another Region, says what to do: there is a base.yaml: %s', async (hasBaseFile, cure) => {
  const error = { name: '301', $fault: 'client', message: '', $metadata: { httpStatusCode: 301 } } as const;
  s3.on(HeadBucketCommand).rejects(new S3ServiceException(error));

  await expect(make({ hasBaseFile })).rejects.toMatchObject({
    name: 'CommandError',
    message: `the bucket states is not in eu-central-1: ${cure}`,
  });
});
