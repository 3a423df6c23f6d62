import { type ApiCall } from '../api-call';

/** IAM's prefix of a service whose signing name is another one. */
const PREFIXES: Readonly<Record<string, string>> = { monitoring: 'cloudwatch' };

/** Services of which one permission is for several calls: list_budgets.html of the same reference as below. */
const GROUPED: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  budgets: [
    [/^Describe/, 'ViewBudget'],
    [/^(Create|Update|Delete)/, 'ModifyBudget'],
  ],
};

/** Services whose calls have no name but method and path. The paths stand without the API's version. */
const REST_ACTIONS: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  // the actions are called as HTTP's methods: list_amazonapigatewaymanagement.html
  apigateway: ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'].map(
    (method) => [new RegExp(`^${method} /v2/`), method] as const,
  ),
  backup: [
    [/^GET \/backup-vaults$/, 'ListBackupVaults'],
    [/^GET \/backup-vaults\/[^/]+$/, 'DescribeBackupVault'],
    [/^PUT \/backup-vaults\/[^/]+$/, 'CreateBackupVault'],
    [/^DELETE \/backup-vaults\/[^/]+$/, 'DeleteBackupVault'],
    [/^GET \/backup-vaults\/[^/]+\/recovery-points$/, 'ListRecoveryPointsByBackupVault'],
    [/^GET \/backup\/plans$/, 'ListBackupPlans'],
    [/^PUT \/backup\/plans$/, 'CreateBackupPlan'],
    [/^GET \/backup\/plans\/[^/]+$/, 'GetBackupPlan'],
    [/^POST \/backup\/plans\/[^/]+$/, 'UpdateBackupPlan'],
    [/^DELETE \/backup\/plans\/[^/]+$/, 'DeleteBackupPlan'],
    [/^PUT \/backup\/plans\/[^/]+\/selections$/, 'CreateBackupSelection'],
    [/^GET \/backup\/plans\/[^/]+\/selections$/, 'ListBackupSelections'],
    [/^GET \/backup\/plans\/[^/]+\/selections\/[^/]+$/, 'GetBackupSelection'],
    [/^DELETE \/backup\/plans\/[^/]+\/selections\/[^/]+$/, 'DeleteBackupSelection'],
    [/^GET \/tags\//, 'ListTags'],
  ],
  elasticfilesystem: [
    [/^GET \/access-points/, 'DescribeAccessPoints'],
    [/^POST \/access-points$/, 'CreateAccessPoint'],
    [/^DELETE \/access-points\//, 'DeleteAccessPoint'],
    [/^GET \/file-systems(\/[^/]+)?$/, 'DescribeFileSystems'],
    [/^POST \/file-systems$/, 'CreateFileSystem'],
    [/^PUT \/file-systems\/[^/]+$/, 'UpdateFileSystem'],
    [/^DELETE \/file-systems\/[^/]+$/, 'DeleteFileSystem'],
    [/^GET .*\/backup-policy$/, 'DescribeBackupPolicy'],
    [/^PUT .*\/backup-policy$/, 'PutBackupPolicy'],
    [/^GET .*\/lifecycle-configuration$/, 'DescribeLifecycleConfiguration'],
    [/^PUT .*\/lifecycle-configuration$/, 'PutLifecycleConfiguration'],
    [/^GET .*\/policy$/, 'DescribeFileSystemPolicy'],
    [/^PUT .*\/policy$/, 'PutFileSystemPolicy'],
    [/^DELETE .*\/policy$/, 'DeleteFileSystemPolicy'],
    [/^GET \/mount-targets(\/[^/]+)?$/, 'DescribeMountTargets'],
    [/^POST \/mount-targets$/, 'CreateMountTarget'],
    [/^DELETE \/mount-targets\//, 'DeleteMountTarget'],
    [/^GET .*\/security-groups$/, 'DescribeMountTargetSecurityGroups'],
    [/^PUT .*\/security-groups$/, 'ModifyMountTargetSecurityGroups'],
  ],
  lambda: [
    [/^POST \/functions$/, 'CreateFunction'],
    [/^GET \/functions\/[^/]+$/, 'GetFunction'],
    [/^DELETE \/functions\/[^/]+$/, 'DeleteFunction'],
    [/^PUT .*\/code$/, 'UpdateFunctionCode'],
    [/^GET .*\/configuration$/, 'GetFunctionConfiguration'],
    [/^PUT .*\/configuration$/, 'UpdateFunctionConfiguration'],
    [/^GET .*\/code-signing-config$/, 'GetFunctionCodeSigningConfig'],
    [/^GET .*\/event-invoke-config$/, 'GetFunctionEventInvokeConfig'],
    [/^PUT .*\/event-invoke-config$/, 'PutFunctionEventInvokeConfig'],
    [/^POST .*\/event-invoke-config$/, 'UpdateFunctionEventInvokeConfig'],
    [/^DELETE .*\/event-invoke-config$/, 'DeleteFunctionEventInvokeConfig'],
    [/^GET .*\/policy$/, 'GetPolicy'],
    [/^POST .*\/policy$/, 'AddPermission'],
    [/^DELETE .*\/policy\/[^/]+$/, 'RemovePermission'],
    [/^GET .*\/versions$/, 'ListVersionsByFunction'],
    [/^POST \/functions\/[^/]+\/invocations$/, 'InvokeFunction'],
  ],
  route53: [
    [/^GET \/change\//, 'GetChange'],
    [/^GET \/hostedzone\/[^/]+$/, 'GetHostedZone'],
    [/^GET \/hostedzone\/[^/]+\/rrset$/, 'ListResourceRecordSets'],
    [/^POST \/hostedzone\/[^/]+\/rrset$/, 'ChangeResourceRecordSets'],
    [/^POST \/queryloggingconfig$/, 'CreateQueryLoggingConfig'],
    [/^GET \/queryloggingconfig$/, 'ListQueryLoggingConfigs'],
    [/^GET \/queryloggingconfig\//, 'GetQueryLoggingConfig'],
    [/^DELETE \/queryloggingconfig\//, 'DeleteQueryLoggingConfig'],
  ],
  s3: [
    [/^GET \/[^/]+$/, 'ListBucket'],
    [/^(GET|HEAD) \/[^/]+\/.+$/, 'GetObject'],
    [/^PUT \/[^/]+\/.+$/, 'PutObject'],
    [/^DELETE \/[^/]+\/.+$/, 'DeleteObject'],
  ],
};
const API_VERSION = /^(\w+) \/\d{4}-\d\d-\d\d\//;

/**
 * The action that IAM asks for before a call is made, e.g. `autoscaling:SetDesiredCapacity`: by the Service Authorization
 * Reference, https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html.
 *
 * @throws Error that names a call that is not known here
 */
export function iamAction({ service, action, path }: ApiCall): string {
  const rest = REST_ACTIONS[service];
  if (rest === undefined) {
    const [, grouped = action] = GROUPED[service]?.find(([pattern]) => pattern.test(action)) ?? [];
    return `${PREFIXES[service] ?? service}:${grouped}`;
  }
  const bare = action.replace(API_VERSION, '$1 /');
  const [, name] = rest.find(([pattern]) => pattern.test(bare)) ?? [];
  // a part of a bucket, e.g. its policy, has an action of its own
  const isPartOfBucket = service === 's3' && /^\/[^/?]+\/?\?(?!(?:.*&)?list-type=)/.test(path);
  if (name === undefined || isPartOfBucket) {
    throw new Error(
      `the emulator does not know which permission '${service} ${action}' needs: see emulator/iam/iam-action.ts`,
    );
  }
  return `${service}:${name}`;
}
