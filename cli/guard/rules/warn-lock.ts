import { z } from 'zod';

import { type Finding, type GuardedDeployment } from '../finding';
import { actionOf, effectiveChanges } from '../../terraform/plan';

/** Warns when a plan locks the backup vault (`Backup.LockDays`): some days later nobody can undo that. */
export function warnLock({ plans }: GuardedDeployment): Finding[] {
  return plans.flatMap(({ stack, plan }) =>
    effectiveChanges(plan)
      .filter((one) => one.type === 'aws_backup_vault_lock_configuration' && LOCKS.includes(actionOf(one)))
      .map(({ address, change }): Finding => {
        const { backup_vault_name: vault, changeable_for_days: days } = lock.parse(change.after);
        const message =
          `the backup vault${vault === undefined ? '' : ` ${vault}`} would be locked: ${days} days later nobody can remove the lock ` +
          'or delete a backup, not even AWS, and base can be destroyed only when all backups have expired. If the vault holds a ' +
          'backup that never expires, delete it before';
        return { severity: 'warn', stack, address, message };
      }),
  );
}

const LOCKS = ['create', 'replace'];

const lock = z.object({ backup_vault_name: z.string().optional(), changeable_for_days: z.number() });
