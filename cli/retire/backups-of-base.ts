import { type BackupClient, DescribeBackupVaultCommand } from '@aws-sdk/client-backup';
import { z } from 'zod';

import { effectiveChanges, type TerraformPlan } from '../terraform/plan';
import { CommandError, EXIT } from '../terminal/errors';

const vaultSchema = z.object({ name: z.string(), force_destroy: z.boolean().nullish() });

/** Whether a plan destroys a backup vault. */
export function endsVault(plan: TerraformPlan): boolean {
  return vaultOf(plan) !== undefined;
}

/**
 * What a plan that destroys base does to the backups, for a person; undefined where there is none.
 *
 * @throws CommandError (refused) where AWS would not delete the vault for them
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
  if (isForced === true) return `${backups} in the vault ${name}, also of retired leaves, are deleted with it.`;
  throw new CommandError(
    `the backup vault ${name} holds ${backups}, also of retired leaves, and AWS deletes no vault that holds any. Delete ` +
      'in the console (AWS Backup, Vaults) those that nobody needs, and wait for the others to expire. Maturity: devel ' +
      'in base.yaml, deployed with ./cm deploy base, lets the vault go with all of them: no file of any leaf can be ' +
      'restored after that',
    { exitCode: EXIT.refused },
  );
}

function vaultOf(plan: TerraformPlan) {
  return effectiveChanges(plan).find(({ type }) => type === 'aws_backup_vault');
}
