import { type Finding, type GuardedDeployment, type GuardedPlan } from '../finding';
import { type Action, actionOf, effectiveChanges, type ResourceChange } from '../plan';

const FILE_SYSTEM = 'aws_efs_file_system';

/** Terraform type → what is lost with it. */
export const PRECIOUS: Readonly<Record<string, string>> = {
  [FILE_SYSTEM]: 'every file on it would be gone',
  aws_efs_access_point: 'the container would no longer find its files',
  aws_backup_vault: 'the backups of every container are in it',
  aws_backup_plan: 'no backup would be made any more',
  aws_s3_bucket: "the states of all stacks would be gone, and with them Terraform's knowledge of what exists",
};

/** Refuses to delete or replace what holds worlds, their backups or the state. */
export function keepData({ plans }: GuardedDeployment): Finding[] {
  return plans.flatMap((planned) => {
    const lost = effectiveChanges(planned.plan).filter(
      (change) => change.type in PRECIOUS && ['delete', 'replace'].includes(actionOf(change)),
    );
    return lost.map((change) => ({
      severity: 'refuse' as const,
      stack: planned.stack,
      address: change.address,
      message: `${nameOf(change)} would be ${done(actionOf(change))}: ${PRECIOUS[change.type] ?? ''}${hint(change, planned)}`,
    }));
  });
}

function nameOf({ address, change: { before } }: ResourceChange): string {
  const id = typeof before === 'object' && before !== null && 'id' in before ? before.id : undefined;
  return typeof id === 'string' ? `${address} (${id})` : address;
}

function done(action: Action): string {
  return action === 'replace' ? 'deleted and made anew, empty' : 'deleted';
}

/** Whoever renames a volume does not expect an empty one. */
function hint({ type }: ResourceChange, { plan }: GuardedPlan): string {
  const isRename =
    type === FILE_SYSTEM &&
    plan.resource_changes.some((other) => other.type === FILE_SYSTEM && actionOf(other) === 'create');
  if (!isRename) return '';
  return '. If you renamed the volume: under its new name it is another, empty volume. Put the old name back';
}
