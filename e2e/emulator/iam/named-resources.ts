import { type ApiCall, pathOf } from '../api-call';
import { parameter } from '../gaps/query-protocol';

/** A role that a call gives to a service. */
export interface PassedRole {
  readonly roleArn: string;
  /** E.g. `lambda.amazonaws.com`. */
  readonly service: string;
}

/**
 * The ARN of what a call of a deployment is about, as far as it has a name of the project's own.
 *
 * @param action IAM's, e.g. `sns:CreateTopic`
 * @returns undefined where the resource has an id of AWS's, or where the call takes none
 */
export function namedResource(action: string, call: ApiCall, accountId: string): string | undefined {
  const arn = (resource: string | undefined): string | undefined => {
    const service = action.slice(0, action.indexOf(':'));
    if (resource === undefined || resource.startsWith('arn:')) return resource;
    const isGlobal = service === 'budgets' || service === 'iam' || resource.startsWith('dashboard/');
    return `arn:aws:${service}:${isGlobal ? '' : call.region}:${accountId}:${resource}`;
  };
  switch (call.service) {
    case 'apigateway':
      // without the account, and without the API's version
      return `arn:aws:apigateway:${call.region}::${pathOf(call).replace(/^\/v2/, '')}`;
    case 'autoscaling':
      return arn(
        prefixed(
          'autoScalingGroup:none:autoScalingGroupName/',
          form(call, 'AutoScalingGroupName', 'Tags.member.1.ResourceId'),
        ),
      );
    case 'backup':
      return arn(prefixed('backup-vault:', /^\/backup-vaults\/([^/]+)$/.exec(pathOf(call))?.[1]));
    case 'budgets':
      return arn(
        prefixed(
          'budget/',
          text(json(call), 'BudgetName') ??
            text(inner(json(call), 'Budget'), 'BudgetName') ??
            text(inner(json(call), 'NewBudget'), 'BudgetName'),
        ) ?? text(json(call), 'ResourceARN'),
      );
    case 'ecs':
      return arn(ecsResource(json(call)));
    case 'events':
      return arn(prefixed('rule/', text(json(call), 'Rule', 'Name')) ?? text(json(call), 'ResourceARN'));
    case 'iam':
      return arn(
        prefixed('instance-profile/', form(call, 'InstanceProfileName')) ?? prefixed('role/', form(call, 'RoleName')),
      );
    case 'lambda':
      return arn(prefixed('function:', lambdaFunction(call)));
    case 'logs':
      return arn(prefixed('log-group:', text(json(call), 'logGroupName')) ?? text(json(call), 'resourceArn'));
    case 'monitoring':
      return arn(
        prefixed('dashboard/', form(call, 'DashboardName', 'DashboardNames.member.1')) ??
          prefixed('alarm:', form(call, 'AlarmName', 'AlarmNames.member.1')),
      );
    case 'route53':
      return route53Resource(call);
    case 's3':
      return `arn:aws:s3:::${pathOf(call).slice(1)}`;
    case 'sns':
      // a subscription is its topic's
      return arn(
        form(call, 'Name', 'TopicArn', 'ResourceArn') ?? form(call, 'SubscriptionArn')?.replace(/:[^:]+$/, ''),
      );
    case 'ssm':
      // of several, which are all of one path, the first
      return parameterArn(
        call,
        text(json(call), 'Name', 'ResourceId', 'Path') ?? firstText(json(call), 'Names'),
        accountId,
      );
    default:
      return undefined;
  }
}

/** AWS's own parameters are of no account. */
function parameterArn({ region }: ApiCall, name: string | undefined, accountId: string): string | undefined {
  if (name === undefined || name.startsWith('arn:')) return name;
  const owner = name.startsWith('/aws/service/') ? '' : accountId;
  return `arn:aws:ssm:${region}:${owner}:parameter/${name.replace(/^\//, '')}`;
}

/** The roles that a call gives to services: that needs iam:PassRole beside the call's own action. */
export function passedRoles(action: string, call: ApiCall, accountId: string): PassedRole[] {
  const to = (service: string, ...arns: (string | undefined)[]) =>
    arns.flatMap((roleArn) => (roleArn === undefined ? [] : [{ roleArn, service: `${service}.amazonaws.com` }]));
  switch (action) {
    case 'backup:CreateBackupSelection':
      return to('backup', text(inner(json(call), 'BackupSelection'), 'IamRoleArn'));
    case 'ecs:RegisterTaskDefinition':
      return to('ecs-tasks', text(json(call), 'taskRoleArn'), text(json(call), 'executionRoleArn'));
    case 'events:PutTargets':
      return to('events', ...list(json(call), 'Targets').map((target) => text(target, 'RoleArn')));
    case 'iam:AddRoleToInstanceProfile':
      return to('ec2', prefixed(`arn:aws:iam::${accountId}:role/`, form(call, 'RoleName')));
    case 'lambda:CreateFunction':
    case 'lambda:UpdateFunctionConfiguration':
      return to('lambda', text(json(call), 'Role'));
    default:
      return [];
  }
}

type Json = Readonly<Record<string, unknown>>;

function json({ body }: ApiCall): Json {
  return body.length === 0 ? {} : (JSON.parse(body.toString()) as Json);
}

/** The first of these that is there. */
function text(value: Json, ...keys: readonly string[]): string | undefined {
  return keys.map((key) => value[key]).find((one) => typeof one === 'string');
}

function firstText(value: Json, key: string): string | undefined {
  const [first] = list(value, key) as readonly unknown[];
  return typeof first === 'string' ? first : undefined;
}

function inner(value: Json, key: string): Json {
  return (value[key] ?? {}) as Json;
}

function list(value: Json, key: string): readonly Json[] {
  return (value[key] ?? []) as readonly Json[];
}

/** The first of these that is there. */
function form(call: ApiCall, ...names: readonly string[]): string | undefined {
  return names.map((name) => parameter(call, name)).find((value) => value !== '');
}

/** With a prefix, unless it is an ARN. */
function prefixed(prefix: string, name: string | undefined): string | undefined {
  return name === undefined || name.startsWith('arn:') ? name : prefix + name;
}

function ecsResource(input: Json): string | undefined {
  const cluster = text(input, 'cluster', 'clusterName')?.replace(/^arn:.*:cluster\//, '');
  const service = text(input, 'service', 'serviceName');
  if (service !== undefined) return prefixed(`service/${String(cluster)}/`, service);
  if ('autoScalingGroupProvider' in input) return prefixed('capacity-provider/', text(input, 'name'));
  return (
    prefixed('capacity-provider/', text(input, 'capacityProvider')) ??
    prefixed('task-definition/', prefixed('', text(input, 'family'))?.concat(':1')) ??
    prefixed('cluster/', cluster) ??
    text(input, 'resourceArn')
  );
}

function lambdaFunction(call: ApiCall): string | undefined {
  const [, inPath] = /\/functions\/([^/]+)/.exec(pathOf(call)) ?? [];
  const [, tagged] = /\/tags\/(arn:.+)$/.exec(pathOf(call)) ?? [];
  return inPath ?? tagged ?? text(json(call), 'FunctionName');
}

function route53Resource(call: ApiCall): string | undefined {
  const [, zone] =
    /\/hostedzone\/([^/]+)/.exec(pathOf(call)) ??
    /<HostedZoneId>(?:\/hostedzone\/)?([^<]+)</.exec(call.body.toString()) ??
    [];
  if (zone !== undefined) return `arn:aws:route53:::hostedzone/${zone}`;
  const [, config] = /\/queryloggingconfig\/([^/]+)$/.exec(pathOf(call)) ?? [];
  return prefixed('arn:aws:route53:::queryloggingconfig/', config);
}
