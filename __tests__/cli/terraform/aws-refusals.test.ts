import { hintFor } from '../../../cli/terraform/hints';

// Terraform 1.11.4, its S3 backend and the provider 5.100.0 wrote these, and AWS's part is what AWS documents. Only ids of
// requests are left out. What an issue of the provider quotes has its address.

const FOLDER = 'cdktf.out/stacks/base';
const LOCK_HELP = `
Terraform acquires a state lock to protect the state from being written
by multiple users at the same time. Please resolve the issue above and try
again. For most commands, you can disable locking with the "-lock=false"
flag, but this is not recommended.`;
const LOCK_DENIED = `Error acquiring the state lock
Error message: operation error S3: PutObject, https response error StatusCode: 403, RequestID: , HostID: , api error AccessDenied: Access Denied
unable to retrieve file from S3 bucket 'cm-states' with key 'cm/base/terraform.tfstate.tflock': operation error S3: GetObject, https response error StatusCode: 404, RequestID: , HostID: , NoSuchKey: 
${LOCK_HELP}`;
const LOCK_HELD = `Error acquiring the state lock
Error message: operation error S3: PutObject, https response error StatusCode: 412, RequestID: , HostID: , api error PreconditionFailed: At least one of the pre-conditions you specified did not hold
Lock Info:
  ID:        1b2c-3d
  Path:      cm-states/cm/base/terraform.tfstate
${LOCK_HELP}`;
const RELEASE_DENIED = `Error releasing the state lock
Error message: failed to delete the lock file: operation error S3: DeleteObject, https response error StatusCode: 403, RequestID: , HostID: , api error AccessDenied: Access Denied
Lock Info:
  ID:        e4acc89b-c6e4
  Path:      cm-states/cm/base/terraform.tfstate
  Operation: OperationTypePlan

Terraform acquires a lock when accessing your state to prevent others
running Terraform to potentially modify the state at the same time. An
error occurred while releasing this lock.`;
const NEWER_STATE = `Error acquiring the state lock
Error message: Unsupported state file format: The state file uses format version 5, which is not supported by Terraform 1.11.4. This state file was created by Terraform 1.99.0.
${LOCK_HELP}`;
// https://github.com/hashicorp/terraform/issues/23697
const NEWER_SNAPSHOT =
  'Error refreshing state: state snapshot was created by Terraform v0.12.29, which is newer than current v0.12.25; upgrade to Terraform v0.12.29 or greater to work with this state';
const NO_BUCKET = `Error: Failed to get existing workspaces: S3 bucket "no-such-bucket-xyz" does not exist.

The referenced S3 bucket must have been previously created. If the S3 bucket
was created within the last minute, please wait for a minute or two and try
again.

Error: operation error S3: ListObjectsV2, https response error StatusCode: 404, RequestID: , HostID: , NoSuchBucket: `;
const QUERY_LOG =
  'aws_route53_query_log.WakeOnDns_QueryLogging_78324953: creating Route53 Query Logging Config: operation error Route 53: CreateQueryLoggingConfig, https response error StatusCode: 409, RequestID: , QueryLoggingConfigAlreadyExists: A query logging configuration already exists for this hosted zone.';
const NO_ZONE =
  'aws_route53_query_log.WakeOnDns_QueryLogging_78324953: creating Route53 Query Logging Config: operation error Route 53: CreateQueryLoggingConfig, https response error StatusCode: 404, RequestID: , NoSuchHostedZone: No hosted zone found with ID: Z1';
const SKEW_OF_LOCK = `Error acquiring the state lock
Error message: operation error S3: PutObject, exceeded maximum number of attempts, 5, Probable clock skew error: https response error StatusCode: 403, RequestID: , HostID: , api error RequestTimeTooSkewed: The difference between the request time and the current time is too large.
unable to retrieve file from S3 bucket 'cm-states' with key 'w3/base/terraform.tfstate.tflock': operation error S3: GetObject, https response error StatusCode: 404, RequestID: , HostID: , NoSuchKey: 
${LOCK_HELP}`;
const SKEW_OF_NETWORK =
  'aws_vpc.Network_1C6012B5: creating EC2 VPC: operation error EC2: CreateVpc, exceeded maximum number of attempts, 2, Probable clock skew error: https response error StatusCode: 400, RequestID: , api error RequestExpired: Request has expired.';
const SKEW_OF_TOPIC =
  'aws_sns_topic.Alerts_91F83244: creating SNS Topic (w1-base-alerts): operation error SNS: CreateTopic, https response error StatusCode: 403, RequestID: , api error SignatureDoesNotMatch: Signature not yet current: 20261129T170000Z is still later than 20261129T160500Z (20261129T160000Z + 5 min.)';
const SKEW_OF_VAULT =
  'aws_backup_vault.BackupVault_3A9C5852: creating Backup Vault (w2-base-backups): operation error Backup: CreateBackupVault, https response error StatusCode: 403, RequestID: , api error InvalidSignatureException: Signature expired: 20261129T150000Z is now earlier than 20261129T155500Z (20261129T160000Z - 5 min.)';
// the secret key is wrong
const OTHER_SIGNATURE =
  'aws_sns_topic.Alerts_91F83244: creating SNS Topic (w1-base-alerts): operation error SNS: CreateTopic, https response error StatusCode: 403, RequestID: , api error SignatureDoesNotMatch: The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.';
const VPC =
  'aws_vpc.Network_1C6012B5: creating EC2 VPC: operation error EC2: CreateVpc, https response error StatusCode: 400, RequestID: , api error VpcLimitExceeded: The maximum number of VPCs has been reached.';
const POLICY_LIMIT =
  'aws_cloudwatch_log_resource_policy.WakeOnDns_QueryLogging_Policy_FFE36D12: creating CloudWatch Logs Resource Policy (one-more): operation error CloudWatch Logs: PutResourcePolicy, exceeded maximum number of attempts, 2, https response error StatusCode: 400, RequestID: , LimitExceededException: Resource limit exceeded.';
// https://github.com/hashicorp/terraform-provider-aws/issues/34683: the limit, after the provider repeated the request for 5 minutes
const POLICY_SIGNATURE =
  'aws_cloudwatch_log_resource_policy.WakeOnDns_QueryLogging_Policy_FFE36D12: creating CloudWatch Logs Resource Policy (x): operation error CloudWatch Logs: PutResourcePolicy, https response error StatusCode: 400, RequestID: X, api error InvalidSignatureException: Signature expired: 20231201T095742Z is now earlier than 20231201T095745Z (20231201T100245Z - 5 min.)';

/** As commands without `-json` write it: their lines break anywhere. */
const wrapped = (text: string) => text.replace(/(\S+ \S+ \S+ \S+) /g, '$1\n');

const CASES: readonly (readonly [string, string, string])[] = [
  [
    'a lock that may not be written',
    LOCK_DENIED,
    'Your credentials lack a permission: they need s3:GetObject, s3:PutObject and s3:DeleteObject for ' +
      's3://cm-states/cm/base/terraform.tfstate.tflock',
  ],
  ['a state of a newer Terraform', NEWER_STATE, 'Install Terraform 1.99.0 or newer'],
  ['a snapshot of a newer Terraform', NEWER_SNAPSHOT, 'Install Terraform 0.12.29 or newer'],
  ['a bucket that is not there', NO_BUCKET, 'correct State.Bucket in base.yaml, or run ./cm bootstrap'],
  ['a zone that already has a log', QUERY_LOG, 'set Domain.QueryLogGroup in base.yaml to its log group'],
  ['a zone that is not there', NO_ZONE, 'correct Domain.HostedZoneId in base.yaml'],
  ...[SKEW_OF_LOCK, SKEW_OF_NETWORK, SKEW_OF_TOPIC, SKEW_OF_VAULT].map(
    (said) =>
      [
        'a clock that is wrong',
        said,
        "AWS does not accept the time of this computer: set this computer's clock",
      ] as const,
  ),
  ['too many networks', VPC, 'ask AWS for more'],
  ['too many resource policies', POLICY_LIMIT, 'already has 10 resource policies of CloudWatch Logs in us-east-1'],
  ['the same after its signature expired', POLICY_SIGNATURE, 'already has 10 resource policies of CloudWatch Logs'],
];

test.each(CASES)('knows %s', (_, said, text) => {
  for (const words of [said, wrapped(said)]) {
    const hint = hintFor(words, FOLDER);
    expect(hint?.text).toContain(text);
    expect(hint?.text).not.toMatch(/force-unlock|terraform import|Somebody else/);
    expect(hint?.exitCode).toBeUndefined();
  }
});

test('a lock that somebody holds can still be removed', () => {
  expect(hintFor(LOCK_HELD, FOLDER)?.text).toMatch(/[.]\/cm deploy base --unlock 1b2c-3d$/);
});

test('a signature that is wrong for another reason is not the clock', () => {
  expect(hintFor(OTHER_SIGNATURE, FOLDER)).toBeUndefined();
});

test('a lock that may not be deleted stays until somebody may', () => {
  expect(hintFor(RELEASE_DENIED, FOLDER)?.text).toMatch(
    /^Your credentials may not delete s3:\/\/cm-states\/cm\/base\/terraform[.]tfstate[.]tflock, so it stays. Give them s3:DeleteObject for it .*\n {2}terraform -chdir=cdktf[.]out\/stacks\/base force-unlock e4acc89b-c6e4$/,
  );
});
