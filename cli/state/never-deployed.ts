import { type BackupClient, type BackupVaultListMember, paginateListBackupVaults } from '@aws-sdk/client-backup';

import { Names } from '../../modules/aws/naming';
import { BASE_STACK_NAME } from '../../modules/config/stack-name';
import { type BaseConfig } from '../../modules/config/types';
import { CommandError, EXIT } from '../terminal/errors';
import { type AwsClients } from '../aws/clients';
import { groupsOfLeaves } from '../aws/groups';
import { placeOfState } from '../../modules/config/state-place';

/** Of base's backup vault, in Terraform. */
export const VAULT_ADDRESS = 'aws_backup_vault.BackupVault_3A9C5852';

/** Asked for by the list: for a vault that is not there AWS says that access is denied. */
export async function findVault(client: BackupClient, name: string): Promise<BackupVaultListMember | undefined> {
  for await (const { BackupVaultList: vaults = [] } of paginateListBackupVaults({ client }, {})) {
    const found = vaults.find(({ BackupVaultName }) => BackupVaultName === name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Checks, where the state of base knows no vault, that there is none: with an empty state nothing would be destroyed,
 * and it would look as if all were done.
 *
 * @throws CommandError (refused) where AWS has it: its state is somewhere else
 */
export async function assertNoVault(base: BaseConfig, client: BackupClient): Promise<void> {
  const vault = vaultName(base);
  if ((await findVault(client, vault)) !== undefined) throw stateIsElsewhere(base, [vault]);
}

/**
 * Checks, where base has no state, that it was never deployed: it would be made a second time, beside the first one.
 *
 * @param folder of its Terraform, as a person would write it
 * @throws CommandError (refused) where AWS has its vault or groups of its leaves
 */
export async function assertNeverDeployed(
  base: BaseConfig,
  { autoScaling, backup }: Pick<AwsClients, 'autoScaling' | 'backup'>,
  folder: string,
): Promise<void> {
  const vault = vaultName(base);
  const standing = await findVault(backup, vault);
  const groups = [...(await groupsOfLeaves(autoScaling, base.name)).keys()];
  const found = [...(standing === undefined ? [] : [vault]), ...groups];
  if (found.length === 0) return;
  // leaves stand on a base that was finished, and so do backups: it had a state
  const mayBeKilled = groups.length === 0 && (standing?.NumberOfRecoveryPoints ?? 0) === 0;
  throw stateIsElsewhere(base, found, mayBeKilled ? killedText(vault, folder) : '');
}

function vaultName({ name }: BaseConfig): string {
  return new Names(name, BASE_STACK_NAME).backupVault;
}

function stateIsElsewhere(base: BaseConfig, found: readonly string[], more = ''): CommandError {
  return new CommandError(
    `the state of base is not in ${placeOfState(base, BASE_STACK_NAME)}: AWS has ${found.join(' and ')}, of which ` +
      'nothing is known there. Run this where the state is: with the State of base.yaml that it was deployed with, or on ' +
      `the computer that has it in terraform.tfstate.d. Nothing was changed.${more}`,
    { exitCode: EXIT.refused },
  );
}

function killedText(vault: string, folder: string): string {
  const terraform = `terraform -chdir=${folder}`;
  return (
    '\n\nIf the first deployment still runs, wait for it. Only if it was killed before it wrote a state, on whatever computer, ' +
    "take the vault into one, and deploy again: that finishes (docs/operations.md, 'A deployment was killed').\n" +
    `  ${terraform} init\n  ${terraform} import '${VAULT_ADDRESS}' ${vault}`
  );
}
