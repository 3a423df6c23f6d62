import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  HeadBucketCommand,
  type LifecycleRule,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { z } from 'zod';

import { policyDocument } from '../../modules/aws/policy';
import { type Caller } from '../aws/caller';
import { CommandError } from '../terminal/errors';

export interface StateBucketProps extends Pick<Caller, 'account' | 'partition'> {
  readonly bucket: string;
  readonly region: string;
  /** `Name` of base.yaml: what its states' keys begin with. */
  readonly project: string;
}

/** How long a state can be restored after a deployment wrote a newer one, or its stack was destroyed. */
const OLD_STATES_DAYS = 90;
const SID = 'NobodyWithoutTls';

/**
 * Creates the bucket if it is missing, and makes sure that it is versioned, encrypted, not public, and reached by TLS only, and
 * that old states expire, since states hold values. What an existing bucket has beyond that (its own key, a policy) stays.
 *
 * @throws CommandError for a bucket of another account or in another region
 */
export async function makeStateBucket(props: StateBucketProps): Promise<void> {
  const client = new S3Client({ region: props.region });
  if (!(await isThere(client, props))) await create(client, props);
  await secure(client, props);
}

async function isThere(client: S3Client, { bucket, region, account }: StateBucketProps): Promise<boolean> {
  try {
    await client.send(new HeadBucketCommand({ Bucket: bucket, ExpectedBucketOwner: account }));
    return true;
  } catch (cause) {
    const status = cause instanceof S3ServiceException ? cause.$metadata.httpStatusCode : undefined;
    if (status === 404) return false;
    if (status === 403) throw ofOthers(bucket, cause);
    // S3's answers for a bucket in another Region
    if (status !== 301 && status !== 400) throw cause;
    throw new CommandError(
      `the bucket ${bucket} is not in ${region}: set State.Region in base.yaml to its Region, or choose another bucket with --bucket`,
      { cause },
    );
  }
}

async function create(client: S3Client, { bucket, region }: StateBucketProps): Promise<void> {
  try {
    await client.send(
      new CreateBucketCommand({
        Bucket: bucket,
        ObjectOwnership: 'BucketOwnerEnforced',
        // S3 refuses us-east-1 as a location constraint: it is the default
        ...(region !== 'us-east-1' && {
          // a cast, since the config's regions may be newer than the SDK's list
          CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint },
        }),
      }),
    );
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'BucketAlreadyExists') throw ofOthers(bucket, cause);
    throw cause;
  }
}

async function secure(client: S3Client, props: StateBucketProps): Promise<void> {
  // each call names the owner: a bucket that changes hands meanwhile is not touched
  const owned = { Bucket: props.bucket, ExpectedBucketOwner: props.account };
  await client.send(new PutBucketVersioningCommand({ ...owned, VersioningConfiguration: { Status: 'Enabled' } }));
  await client.send(
    new PutPublicAccessBlockCommand({
      ...owned,
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    }),
  );
  const encryption = await unlessMissing(
    client.send(new GetBucketEncryptionCommand(owned)),
    'ServerSideEncryptionConfigurationNotFoundError',
  );
  if (encryption === undefined) {
    const rule = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const } };
    await client.send(
      new PutBucketEncryptionCommand({ ...owned, ServerSideEncryptionConfiguration: { Rules: [rule] } }),
    );
  }
  const policy = await unlessMissing(client.send(new GetBucketPolicyCommand(owned)), 'NoSuchBucketPolicy');
  const wanted = withTlsOnly(policy?.Policy, props);
  if (wanted !== undefined) await client.send(new PutBucketPolicyCommand({ ...owned, Policy: wanted }));
  await expireOldStates(client, owned, props.project);
}

/** The rule is for this project's states alone: whatever else a bucket has, its old versions are not ours to delete. */
async function expireOldStates(
  client: S3Client,
  owned: { readonly Bucket: string; readonly ExpectedBucketOwner: string },
  project: string,
): Promise<void> {
  const rule: LifecycleRule = {
    ID: `old-states-of-${project}`,
    Status: 'Enabled',
    Filter: { Prefix: `${project}/` },
    NoncurrentVersionExpiration: { NoncurrentDays: OLD_STATES_DAYS },
    // of destroyed stacks, when nothing else is left of them
    Expiration: { ExpiredObjectDeleteMarker: true },
  };
  const existing = await unlessMissing(
    client.send(new GetBucketLifecycleConfigurationCommand(owned)),
    'NoSuchLifecycleConfiguration',
  );
  const rules = existing?.Rules ?? [];
  if (rules.some(({ ID }) => ID === rule.ID)) return;
  await client.send(
    new PutBucketLifecycleConfigurationCommand({
      ...owned,
      LifecycleConfiguration: { Rules: [...rules, rule] },
      // S3 would set its default otherwise
      ...(existing?.TransitionDefaultMinimumObjectSize && {
        TransitionDefaultMinimumObjectSize: existing.TransitionDefaultMinimumObjectSize,
      }),
    }),
  );
}

async function unlessMissing<T>(answer: Promise<T>, errorName: string): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && error.name === errorName) return undefined;
    throw error;
  }
}

const policySchema = z.looseObject({ Statement: z.array(z.looseObject({ Sid: z.string().optional() })) });

/** The policy with our statement; undefined when it already has it. */
function withTlsOnly(policy: string | undefined, { bucket, partition }: StateBucketProps): string | undefined {
  const ours = policyDocument([
    {
      sid: SID,
      effect: 'Deny',
      principals: '*',
      actions: ['s3:*'],
      resources: [`arn:${partition}:s3:::${bucket}`, `arn:${partition}:s3:::${bucket}/*`],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ]);
  if (policy === undefined) return ours;
  const existing = policySchema.parse(JSON.parse(policy));
  if (existing.Statement.some(({ Sid }) => Sid === SID)) return undefined;
  const statements = policySchema.parse(JSON.parse(ours)).Statement;
  return JSON.stringify({ ...existing, Statement: [...existing.Statement, ...statements] });
}

function ofOthers(bucket: string, cause: unknown): CommandError {
  return new CommandError(
    `the bucket ${bucket} belongs to another account, or these credentials may not use it: ` +
      'choose another name with --bucket',
    { cause },
  );
}
