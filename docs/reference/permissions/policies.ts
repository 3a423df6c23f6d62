import { type PolicyStatement } from '../../../modules/aws/policy';
import { actionNames, type RecordedActions } from './recorded-actions';

/** What the policies are for; each may be a pattern. */
export interface Project {
  /** `Name` of base.yaml. */
  readonly name: string;
  readonly accountId: string;
  /** `State.Bucket` of base.yaml. */
  readonly stateBucket: string;
  /** `Domain.HostedZoneId` of base.yaml. */
  readonly hostedZoneId: string;
}

/**
 * What AWS asks for beside the calls that are made, and calls that no e2e test makes. Nobody recorded these: they are from
 * AWS's documents and from what Terraform's provider calls to change a resource in place.
 */
export const UNRECORDED: Readonly<Record<string, readonly string[]>> = {
  // changes of the start page's API
  apigateway: ['PATCH'],
  autoscaling: ['CreateOrUpdateTags', 'DeleteTags', 'ResumeProcesses'],
  // the vault's lock: no test of the recording makes one
  backup: [
    'DeleteBackupVaultLockConfiguration',
    'PutBackupVaultLockConfiguration',
    'TagResource',
    'UntagResource',
    'UpdateBackupPlan',
  ],
  // tags that come with a new budget
  budgets: ['TagResource', 'UntagResource'],
  // to create a vault: https://repost.aws/knowledge-center/backup-vault-access-denied
  'backup-storage': ['MountCapsule'],
  cloudwatch: ['TagResource', 'UntagResource'],
  ec2: [
    // for mount targets: https://docs.aws.amazon.com/efs/latest/ug/API_CreateMountTarget.html
    'CreateNetworkInterface',
    'DeleteKeyPair',
    'DeleteNetworkInterface',
    'DeleteTags',
    'ModifyNetworkInterfaceAttribute',
    'ModifySecurityGroupRules',
    'ReplaceRoute',
    // for a group: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-api-permissions.html
    'RunInstances',
  ],
  ecs: ['TagResource', 'UntagResource', 'UpdateCapacityProvider', 'UpdateCluster'],
  elasticfilesystem: ['ModifyMountTargetSecurityGroups', 'TagResource', 'UntagResource', 'UpdateFileSystem'],
  events: ['TagResource', 'UntagResource'],
  iam: [
    'TagInstanceProfile',
    'TagRole',
    'UntagInstanceProfile',
    'UntagRole',
    'UpdateAssumeRolePolicy',
    'UpdateRole',
    'UpdateRoleDescription',
  ],
  lambda: ['TagResource', 'UntagResource', 'UpdateFunctionCode', 'UpdateFunctionEventInvokeConfig'],
  logs: ['DeleteRetentionPolicy', 'TagResource', 'UntagResource'],
  sns: ['SetSubscriptionAttributes', 'TagResource', 'UntagResource'],
  ssm: ['RemoveTagsFromResource'],
};

/** Reading is not limited to what has a name of the project. */
const READS = /:(Describe|Get|List)|^budgets:View|^apigateway:GET$/;
/** Of a service whose resources have names of ours: what else takes no resource, or one without a name. */
const WITHOUT_NAME = new Set([
  'backup:CreateBackupPlan',
  'backup:CreateBackupSelection',
  'backup:DeleteBackupPlan',
  'backup:DeleteBackupSelection',
  'backup:TagResource',
  'backup:UntagResource',
  'backup:UpdateBackupPlan',
  'ecs:DeregisterTaskDefinition',
  'logs:DeleteResourcePolicy',
  'logs:PutResourcePolicy',
]);

/** The services to which the project gives roles. */
const PASSED_TO = ['backup', 'ec2', 'ecs-tasks', 'events', 'lambda'].map((service) => `${service}.amazonaws.com`);
/**
 * The services that make a role of their own when the first of their resources is made. API Gateway needs its own for VPC links and such: AWS's
 * AmazonAPIGatewayAdministrator does not allow it to be made.
 */
const LINKED = ['autoscaling', 'backup', 'ecs', 'elasticfilesystem'].map((service) => `${service}.amazonaws.com`);

/** AWS's parameters with the ids of the hosts' images. */
const IMAGES = 'arn:aws:ssm:*::parameter/aws/service/ecs/*';

/**
 * What `./cm plan` may: read, and lock the states. Wherever AWS takes a resource, reading is not limited to ours, but for parameters:
 * some are secrets.
 */
export function planStatements({ plan }: RecordedActions, project: Project): PolicyStatement[] {
  const state = stateArns(project);
  return [
    {
      sid: 'Read',
      actions: actionNames(plan).filter((action) => !isOfState(action) && !isOfParameter(action)),
      resources: ['*'],
    },
    {
      sid: 'ReadParameters',
      actions: actionNames(plan).filter(isOfParameter),
      resources: plannedParameters(project),
    },
    { sid: 'FindStates', actions: ['s3:ListBucket'], resources: [state.bucket] },
    { sid: 'ReadStates', actions: ['s3:GetObject'], resources: [state.objects] },
    { sid: 'LockStates', actions: ['s3:PutObject', 's3:DeleteObject'], resources: [state.locks] },
  ];
}

/** What keeps a role with larger rights to read, such as AWS's ReadOnlyAccess, from secrets: a plan reads none. */
export function secretDenials(project: Project): PolicyStatement[] {
  return [
    {
      sid: 'NoOtherParameters',
      effect: 'Deny',
      actions: ['ssm:GetParameter*'],
      notResources: plannedParameters(project),
    },
    { sid: 'NoSecrets', effect: 'Deny', actions: ['secretsmanager:GetSecretValue'], resources: ['*'] },
  ];
}

/** What `./cm deploy`, `./cm retire` and `./cm destroy` may beside what `./cm plan` may. */
export function deployStatements(recorded: RecordedActions, project: Project): PolicyStatement[] {
  const read = new Set(actionNames(recorded.plan));
  const actions = [...new Set([...actionNames(recorded.deploy), ...actionNames(UNRECORDED)])]
    .filter((action) => !read.has(action) && !isOfState(action))
    .sort();
  const named = namedResources(project);
  const isNamed = (action: string) =>
    serviceOf(action) in named && !WITHOUT_NAME.has(action) && (isOfParameter(action) || !READS.test(action));
  return [
    { sid: 'WithoutName', actions: actions.filter((action) => !isNamed(action)), resources: ['*'] },
    // one for all services, since a role has little room: an action is only about resources of its own service
    { sid: 'Named', actions: actions.filter(isNamed), resources: Object.values(named).flat() },
    {
      sid: 'GiveRoles',
      actions: ['iam:PassRole'],
      resources: [`arn:aws:iam::${project.accountId}:role/${project.name}-*`],
      conditions: { StringEquals: { 'iam:PassedToService': PASSED_TO } },
    },
    {
      sid: 'LetServicesMakeTheirRoles',
      actions: ['iam:CreateServiceLinkedRole'],
      resources: [`arn:aws:iam::${project.accountId}:role/aws-service-role/*`],
      conditions: { StringEquals: { 'iam:AWSServiceName': LINKED } },
    },
    {
      // https://docs.aws.amazon.com/autoscaling/ec2/userguide/using-systems-manager-parameters.html
      sid: 'FindImages',
      actions: ['ssm:GetParameters'],
      resources: [IMAGES],
    },
    {
      // the same page; AWS's own AWSBackupFullAccess has this condition
      sid: 'EncryptVault',
      actions: ['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey', 'kms:RetireGrant'],
      resources: [`arn:aws:kms:*:${project.accountId}:key/*`],
      conditions: { StringLike: { 'kms:ViaService': ['backup.*.amazonaws.com'] } },
    },
    { sid: 'WriteStates', actions: ['s3:PutObject', 's3:DeleteObject'], resources: [stateArns(project).objects] },
  ];
}

/** By service, what the project makes with names of its own. */
function namedResources({ name, accountId, hostedZoneId }: Project): Readonly<Record<string, readonly string[]>> {
  // in every Region: base has some in us-east-1, where Route 53 logs queries
  const arn = (service: string, resource: string) => `arn:aws:${service}:*:${accountId}:${resource}`;
  const global = (service: string, resource: string) => `arn:aws:${service}::${accountId}:${resource}`;
  return {
    // APIs have ids of AWS's: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagementv2.html
    apigateway: ['apis*', 'tags/*'].map((path) => `arn:aws:apigateway:*::/${path}`),
    autoscaling: [arn('autoscaling', `autoScalingGroup:*:autoScalingGroupName/${name}-*`)],
    backup: [arn('backup', `backup-vault:${name}-*`)],
    budgets: [global('budgets', `budget/${name}-*`)],
    cloudwatch: [arn('cloudwatch', `alarm:${name}-*`), global('cloudwatch', `dashboard/${name}-*`)],
    // capacity providers, clusters, services and task definitions: one, since a role has little room
    ecs: [arn('ecs', `*/${name}-*`)],
    events: [arn('events', `rule/${name}-*`)],
    iam: [global('iam', `instance-profile/${name}-*`), global('iam', `role/${name}-*`)],
    lambda: [arn('lambda', `function:${name}-*`)],
    logs: [`/${name}/`, `/aws/lambda/${name}-`, '/aws/route53/'].map((prefix) => arn('logs', `log-group:${prefix}*`)),
    route53: [`arn:aws:route53:::hostedzone/${hostedZoneId}`, 'arn:aws:route53:::queryloggingconfig/*'],
    sns: [arn('sns', `${name}-*`)],
    // `./cm retire` and `./cm destroy` take invitations back, which they find by their path
    ssm: [...parameterArns({ name, accountId }), arn('ssm', `parameter/${name}/invitations*`)],
  };
}

/** Those that the project makes: lambdas/shared/parameter-names.ts. None of them is a secret. */
function parameterArns({ name, accountId }: Pick<Project, 'name' | 'accountId'>): string[] {
  return ['starts', 'leaves'].map((kind) => `arn:aws:ssm:*:${accountId}:parameter/${name}/${kind}/*`);
}

/** Those whose values a plan reads. */
function plannedParameters(project: Project): string[] {
  return [IMAGES, ...parameterArns(project)];
}

function stateArns({ name, stateBucket }: Project) {
  const bucket = `arn:aws:s3:::${stateBucket}`;
  return { bucket, objects: `${bucket}/${name}/*`, locks: `${bucket}/${name}/*/terraform.tfstate.tflock` };
}

const serviceOf = (action: string) => action.slice(0, action.indexOf(':'));
/** Not of the list of all, whose names and types say nothing secret. */
const isOfParameter = (action: string) => serviceOf(action) === 'ssm' && action !== 'ssm:DescribeParameters';
const isOfState = (action: string) => action.startsWith('s3:');
