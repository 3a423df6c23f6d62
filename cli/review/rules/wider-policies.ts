import { isDeepStrictEqual } from 'node:util';

import { z } from 'zod';

import { type GuardedPlan } from '../../guard/finding';
import { type Action, actionOf, effectiveChanges, type ResourceChange, type TerraformPlan } from '../../terraform/plan';
import { type Grant, grantsOf } from '../grants';
import { isPublic, isWholeService, isWider } from '../policy-statements';
import { type WidenedAccess } from '../widened-access';
import { TooMuchWorkError, Work } from '../../changes/work';

/** The owner is the account, which always exists. */
const ACCOUNT = Symbol('account');

/**
 * Types that are only a permission: Terraform type → the attribute that names its owner, which gets the permission or is
 * opened by it. Our modules make five of them. The others stay: a pull request could add them to the code, e.g. attach a policy
 * to an existing user, and the page must show that.
 */
const ATTACHED_TO: Readonly<Record<string, string | typeof ACCOUNT>> = {
  aws_iam_role_policy: 'role',
  aws_iam_role_policy_attachment: 'role',
  aws_iam_user_policy: 'user',
  aws_iam_user_policy_attachment: 'user',
  aws_iam_group_policy: 'group',
  aws_iam_group_policy_attachment: 'group',
  aws_lambda_permission: 'function_name',
  aws_sns_topic_policy: 'arn',
  aws_sqs_queue_policy: 'queue_url',
  aws_efs_file_system_policy: 'file_system_id',
  aws_backup_vault_policy: 'backup_vault_name',
  aws_s3_bucket_policy: 'bucket',
  aws_ecr_repository_policy: 'repository',
  aws_kms_key_policy: 'key_id',
  aws_secretsmanager_secret_policy: 'secret_arn',
  aws_cloudwatch_log_resource_policy: ACCOUNT,
};

const IN_THE_CODE = 'known only after apply: read it in the code';

const values = z.record(z.string(), z.unknown()).catch({});

/**
 * Finds policies that would allow more than they do, new permissions of existing resources, and new policies that grant
 * public access. Other policies of new resources are not reported: there is nothing to compare them with. Reports, too, what
 * cannot be read, and what is known only after apply, unless the whole stack is new: then nearly everything is.
 */
export function widerPolicies({ stack, plan }: GuardedPlan, work = new Work()): WidenedAccess[] {
  const context = contextOf(plan);
  return effectiveChanges(plan).flatMap((resource) =>
    messagesFor(resource, context, work).map((message) => ({ stack, address: resource.address, message })),
  );
}

/** What is asked about a plan for each of its resources: computed once. */
interface Context {
  readonly isNew: boolean;
  /** Whether the plan does one of these actions to a resource with this name or id. */
  readonly isAmong: (actions: readonly Action[], name: unknown, side?: 'before' | 'after') => boolean;
}

function contextOf(plan: TerraformPlan): Context {
  const names = new Map<string, Set<unknown>>();
  for (const resource of effectiveChanges(plan).filter(({ type }) => !isPermission(type))) {
    for (const side of ['before', 'after'] as const) {
      const { id, arn, name, function_name: functionName, bucket } = values.parse(resource.change[side]);
      const key = `${actionOf(resource)} ${side}`;
      const known = names.get(key) ?? new Set();
      for (const one of [id, arn, name, functionName, bucket]) known.add(one);
      names.set(key, known);
    }
  }
  return {
    isNew: isNew(plan),
    isAmong: (actions, name, side = 'after') =>
      name !== undefined && actions.some((action) => names.get(`${action} ${side}`)?.has(name) === true),
  };
}

function messagesFor(resource: ResourceChange, context: Context, work: Work): string[] {
  switch (actionOf(resource)) {
    case 'create':
      return [...additions(resource, context), ...openings(resource, context)];
    case 'update':
    case 'replace':
      return [...moves(resource, context), ...comparisons(resource, work)];
    case 'delete':
      return lostDenials(resource, context);
    default:
      return [];
  }
}

function additions({ type, change }: ResourceChange, { isAmong }: Context): string[] {
  const owner = ownerIn(type, change.after);
  // an existing owner has a known id, and the plan does not create it
  return owner === undefined || isAmong(['create'], owner) ? [] : ['grants new permissions to an existing resource'];
}

function openings({ type, change }: ResourceChange, context: Context): string[] {
  return grantsOf(type, change.after, change.after_unknown).flatMap(({ name, statements, unknown }) => {
    if (unknown !== 'nothing' && isRequired(type, name) && !context.isNew)
      return [`has a ${name} that is ${IN_THE_CODE}`];
    if (unknown === 'all') return [];
    if (statements === undefined) return isRequired(type, name) ? [`has a ${name} that could not be read`] : [];
    if (isPublic(statements)) return [`grants public access by its ${name}`];
    const isWide = ATTACHED_TO[type] === ACCOUNT && isWholeService(statements);
    return isWide ? [`allows every action of a service by its ${name}`] : [];
  });
}

/** Whether the code must set it: AWS fills in what the code leaves out, so that it is unknown. Of a role only its trust is required. */
function isRequired(type: string, name: string): boolean {
  return type === 'aws_iam_role' ? name === 'assume_role_policy' : isPermission(type) || type === 'aws_iam_policy';
}

function isNew({ resource_changes: changes }: TerraformPlan): boolean {
  return changes
    .filter(({ mode }) => mode === 'managed')
    .every((resource) => actionOf(resource) === 'create' || resource.change.importing !== undefined);
}

function moves({ type, change }: ResourceChange, { isAmong }: Context): string[] {
  const [before, after] = [ownerIn(type, change.before), ownerIn(type, change.after)];
  if (before === after || isAmong(['create'], after)) return [];
  if (after === undefined) return [`moves its permissions to a resource ${IN_THE_CODE}`];
  const isRenamed = isAmong(['replace'], after) && isAmong(['replace'], before, 'before');
  return isRenamed ? [] : ['moves its permissions to an existing resource'];
}

function comparisons(resource: ResourceChange, work: Work): string[] {
  const { type, change } = resource;
  const before = grantsOf(type, change.before, undefined);
  return grantsOf(type, change.after, change.after_unknown).flatMap((grant, index) => {
    const message = comparison(before[index], grant, actionOf(resource), work);
    return message === undefined ? [] : [message];
  });
}

function comparison(before: Grant | undefined, after: Grant, action: Action, work: Work): string | undefined {
  const { name, widening, statements, unknown } = after;
  // empty before, and AWS fills it in for the new resource
  if (unknown === 'all' && action === 'replace' && before?.statements?.length === 0) return undefined;
  if (unknown !== 'nothing') return `changes ${name}, which is ${IN_THE_CODE}`;
  if (isDeepStrictEqual(before?.values, after.values)) return undefined;
  if (before?.statements === undefined || statements === undefined)
    return `changes ${name}, which could not be compared`;
  try {
    return isWider(statements, before.statements, work) ? widening : undefined;
  } catch (error) {
    if (!(error instanceof TooMuchWorkError)) throw error;
    return `changes ${name}, which takes too long to compare: read it in the code`;
  }
}

function lostDenials({ type, change: { before } }: ResourceChange, { isAmong }: Context): string[] {
  // the owner that it protected is deleted too
  if (!(isPermission(type) || type === 'aws_iam_policy') || isAmong(['delete'], ownerIn(type, before), 'before'))
    return [];
  return grantsOf(type, before, undefined).flatMap(({ name, statements }) => {
    if (statements === undefined) return [`removes a ${name} that could not be read`];
    return statements.some(({ Effect }) => Effect === 'Deny') ? ['removes a policy that denies something'] : [];
  });
}

/** Whether a Terraform type is only a permission, which belongs to another resource or to the account. */
export function isPermission(type: string): boolean {
  return type in ATTACHED_TO;
}

/** The owner of a permission; undefined when that is known only after apply, and for other types. */
function ownerIn(type: string, side: unknown): unknown {
  const attribute = ATTACHED_TO[type];
  if (attribute === undefined || attribute === ACCOUNT) return undefined;
  return values.parse(side)[attribute] ?? undefined;
}
