import { type BackupClient, type BackupVaultListMember, DescribeBackupVaultCommand } from '@aws-sdk/client-backup';
import { z } from 'zod';

import { BACKUP_DAYS } from '../../modules/aws/backup-retention';
import { effectiveChanges, type TerraformPlan } from '../terraform/plan';
import { CommandError, EXIT } from '../terminal/errors';

const vaultSchema = z.object({ name: z.string(), force_destroy: z.boolean().nullish() });

/** Whether a plan deletes a backup vault. */
export function deletesVault(plan: TerraformPlan): boolean {
  return vaultOf(plan) !== undefined;
}

/**
 * Says how many backups a plan that destroys base deletes; undefined when it deletes none.
 *
 * @throws CommandError (refused) when AWS would not delete the vault because of them
 */
export async function lostBackups(client: BackupClient, plan: TerraformPlan): Promise<string | undefined> {
  const vault = vaultOf(plan);
  if (vault === undefined) return undefined;
  const { name, force_destroy: isForced } = vaultSchema.parse(vault.change.before);
  const { NumberOfRecoveryPoints: count = 0 } = await client.send(
    new DescribeBackupVaultCommand({ BackupVaultName: name }),
  );
  if (count === 0) return undefined;
  const backups = count === 1 ? '1 backup' : `${count} backups`;
  if (isForced === true)
    return `${backups} in the vault ${name}, those of retired leaves too, ${count === 1 ? 'is' : 'are'} deleted with it.`;
  throw new CommandError(
    `the backup vault ${name} holds ${backups}, those of retired leaves too, and AWS deletes only empty vaults. Delete ` +
      'those that nobody needs in the console (AWS Backup, Vaults), and wait until the others expire. Or set Maturity: ' +
      'devel in base.yaml and run ./cm deploy base: then the vault is deleted with all its backups, and no file of any ' +
      'leaf can be restored after that',
    { exitCode: EXIT.refused },
  );
}

/**
 * Checks that the vault has no lock which nobody can remove any more (`Backup.LockDays`): Terraform would fail at it.
 *
 * @param vault undefined where AWS has none
 * @throws CommandError (refused) otherwise
 */
export function assertNotLocked(vault: BackupVaultListMember | undefined, now: Date): void {
  const {
    BackupVaultName: name = '',
    Locked: isLocked,
    LockDate: date,
    NumberOfRecoveryPoints: count = 0,
  } = vault ?? {};
  // before that date Terraform removes the lock
  if (isLocked !== true || date === undefined || date > now) return;
  const contents =
    count === 0
      ? 'It is empty, and an empty vault can be deleted'
      : `It holds ${count === 1 ? '1 backup' : `${count} backups`}, and nobody can delete ${count === 1 ? 'it' : 'them'}: wait until each has expired, at ` +
        `most ${BACKUP_DAYS} days after it was made. Then the vault can be deleted`;
  throw new CommandError(
    `the lock on the backup vault ${name} cannot be removed since ${date.toISOString().slice(0, 10)} (Backup.LockDays). ` +
      `${contents} in the console (AWS Backup, Vaults). Do that, and run this command again. Nothing was changed.`,
    { exitCode: EXIT.refused },
  );
}

function vaultOf(plan: TerraformPlan) {
  return effectiveChanges(plan).find(({ type }) => type === 'aws_backup_vault');
}
