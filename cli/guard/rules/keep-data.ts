import { z } from 'zod';

import { PROJECT_TAG } from '../../../modules/aws/tags';
import { type Finding, type GuardedDeployment, type GuardedPlan } from '../finding';
import { type Action, actionOf, effectiveChanges, type ResourceChange } from '../../terraform/plan';

const FILE_SYSTEM = 'aws_efs_file_system';
const VAULT = 'aws_backup_vault';
const LOCK = 'aws_backup_vault_lock_configuration';

/** A plan does not show since when the vault is locked. */
const LOCK_HINT =
  'Put the old Backup.LockDays back in base.yaml. AWS removes the lock only in its first LockDays days: after them that fails, ' +
  'also if you allow it';

/** Terraform type → what is lost when it is deleted. */
export const PRECIOUS: Readonly<Record<string, string>> = {
  [FILE_SYSTEM]: 'every file on it would be lost',
  aws_efs_access_point: 'the container would no longer find its files',
  [VAULT]: 'it holds the backups of every container',
  [LOCK]: 'stolen credentials could then delete worlds and backups together',
  aws_backup_plan: 'no more backups would be made',
  aws_s3_bucket: 'the states of all stacks would be lost, and Terraform would no longer know what exists',
};

/** Refuses to delete or replace what holds worlds, backups or states. */
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
  return action === 'replace' ? 'deleted and recreated empty' : 'deleted';
}

/** A person who renames a volume does not expect an empty one, nor one who changes Name that nearly everything is replaced. */
function hint({ type, change }: ResourceChange, { plan }: GuardedPlan): string {
  const [before, after] = [projectOf(change.before), projectOf(change.after)];
  if (type === VAULT && before !== undefined && after !== undefined && before !== after) {
    return (
      `. You changed Name, which begins all names in AWS, so nearly everything would be deleted and recreated. Put ` +
      `'Name: ${before}' back in base.yaml`
    );
  }
  if (type === LOCK) return `. ${LOCK_HINT}`;
  const isRename =
    type === FILE_SYSTEM &&
    plan.resource_changes.some((other) => other.type === FILE_SYSTEM && actionOf(other) === 'create');
  if (!isRename) return '';
  return '. If you renamed the volume: under its new name it is a different, empty volume. Put the old name back';
}

function projectOf(values: unknown): string | undefined {
  return tagged.parse(values).tags_all[PROJECT_TAG];
}

const tagged = z.object({ tags_all: z.record(z.string(), z.string()) }).catch({ tags_all: {} });
