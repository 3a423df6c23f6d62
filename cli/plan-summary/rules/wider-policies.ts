import { z } from 'zod';

import { type GuardedPlan } from '../../guard/finding';
import { actionOf, effectiveChanges, type ResourceChange, type TerraformPlan } from '../../guard/plan';
import { isWider, policyStatements } from '../policy-statements';
import { type Review } from '../review';

/** Attributes that hold a policy in JSON. */
const POLICIES = ['policy', 'assume_role_policy', 'policy_document', 'key_policy', 'resource_policy'];

/** What a permission of its own is attached to: Terraform type → attribute. */
const ATTACHED_TO: Readonly<Record<string, string>> = {
  aws_iam_role_policy: 'role',
  aws_iam_role_policy_attachment: 'role',
  aws_iam_user_policy: 'user',
  aws_iam_user_policy_attachment: 'user',
  aws_iam_group_policy: 'group',
  aws_iam_group_policy_attachment: 'group',
  aws_lambda_permission: 'function_name',
  aws_sns_topic_policy: 'arn',
  aws_efs_file_system_policy: 'file_system_id',
  aws_s3_bucket_policy: 'bucket',
};

/** Whatever could be the name of something that permissions are attached to. */
interface Owners {
  readonly made: ReadonlySet<unknown>;
  readonly deleted: ReadonlySet<unknown>;
}

const values = z.record(z.string(), z.unknown()).catch({});

/**
 * Names each policy that would allow more than it does, and each permission that something which exists already would
 * get. What is new with all that belongs to it is not named: there is nothing that it is wider than.
 */
export function widerPolicies({ stack, plan }: GuardedPlan): Review[] {
  const owners = { made: ownersOf(plan, 'create', 'after'), deleted: ownersOf(plan, 'delete', 'before') };
  return effectiveChanges(plan).flatMap((resource) => {
    const message = messageFor(resource, owners);
    return message === undefined ? [] : [{ stack, address: resource.address, message }];
  });
}

function messageFor(resource: ResourceChange, owners: Owners): string | undefined {
  switch (actionOf(resource)) {
    case 'create':
      return isForExisting(resource, owners) ? 'gives new permissions to something that exists already' : undefined;
    case 'update':
    case 'replace':
      return comparison(resource);
    default:
      return isDenialGone(resource, owners) ? 'takes away a policy that denies something' : undefined;
  }
}

function comparison({ type, change }: ResourceChange): string | undefined {
  const [before, after, unknown] = [change.before, change.after, change.after_unknown].map((side) =>
    values.parse(side),
  );
  if (type.endsWith('_policy_attachment') && before?.policy_arn !== after?.policy_arn) return 'attaches another policy';
  for (const name of POLICIES) {
    if (unknown?.[name] === true) return `changes ${name}, which is known only after apply: read it in the code`;
    if (before?.[name] === after?.[name]) continue;
    const [old, young] = [policyStatements(before?.[name]), policyStatements(after?.[name])];
    if (old === undefined || young === undefined) return `changes ${name}, which could not be compared`;
    if (isWider(young, old)) return `widens ${name}`;
  }
  return undefined;
}

/** What exists has an id that is known, and is nothing that the plan makes. */
function isForExisting(resource: ResourceChange, { made }: Owners): boolean {
  const owner = ownerIn(resource.type, resource.change.after);
  if (owner === undefined || owner === null) return false;
  return !made.has(owner);
}

function isDenialGone({ type, change: { before } }: ResourceChange, { deleted }: Owners): boolean {
  // with what it protected, its protection may go
  if (deleted.has(ownerIn(type, before))) return false;
  const old = values.parse(before);
  return POLICIES.some((name) => policyStatements(old[name])?.some(({ Effect }) => Effect === 'Deny'));
}

function ownerIn(type: string, side: unknown): unknown {
  const attribute = ATTACHED_TO[type];
  return attribute === undefined ? undefined : values.parse(side)[attribute];
}

/** Whatever could be the owner's name, of all that a plan makes or deletes. */
function ownersOf(plan: TerraformPlan, action: 'create' | 'delete', side: 'after' | 'before'): Set<unknown> {
  const owners = effectiveChanges(plan).filter(
    (resource) => actionOf(resource) === action && !(resource.type in ATTACHED_TO),
  );
  const names = owners.flatMap(({ change }) => {
    const { id, arn, name, function_name: functionName, bucket } = values.parse(change[side]);
    return [id, arn, name, functionName, bucket];
  });
  return new Set(names.filter((name) => name !== undefined && name !== null));
}
