import { type BackupClient, type BackupVaultListMember, paginateListBackupVaults } from '@aws-sdk/client-backup';

import { Names } from '../../modules/aws/naming';
import { BASE_STACK_NAME } from '../../modules/config/stack-name';
import { type BaseConfig } from '../../modules/config/types';
import { CommandError, EXIT } from '../terminal/errors';
import { type AwsClients } from '../aws/clients';
import { groupsOfLeaves } from '../aws/groups';
import { placeOfState } from '../../modules/config/state-place';

/** Searches the list of vaults: asked for a vault that does not exist, AWS says that access is denied. */
export async function findVault(client: BackupClient, name: string): Promise<BackupVaultListMember | undefined> {
  for await (const { BackupVaultList: vaults = [] } of paginateListBackupVaults({ client }, {})) {
    const found = vaults.find(({ BackupVaultName }) => BackupVaultName === name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Checks, when the state of base has no vault, that AWS has none either: with an empty state nothing would be destroyed,
 * and it would look as if base were.
 *
 * @throws CommandError (refused) when AWS has it: the state of base is somewhere else
 */
export async function assertNoVault(base: BaseConfig, client: BackupClient): Promise<void> {
  const vault = vaultName(base);
  if ((await findVault(client, vault)) !== undefined) throw baseIsElsewhere(base, [vault]);
}

/**
 * Checks, when base has no state, that it was never deployed: otherwise it would be created a second time.
 *
 * @param isKilled whether its first deployment is known to have been killed
 * @throws CommandError (refused) when AWS has its vault or groups of its leaves
 */
export async function assertNeverDeployed(
  base: BaseConfig,
  { autoScaling, backup }: Pick<AwsClients, 'autoScaling' | 'backup'>,
  isKilled: boolean,
): Promise<void> {
  const vault = vaultName(base);
  const existing = await findVault(backup, vault);
  const groups = [...(await groupsOfLeaves(autoScaling, base.name)).keys()];
  const found = [...(existing === undefined ? [] : [vault]), ...groups];
  if (found.length === 0) return;
  // a base that has leaves or backups was completely deployed, and had a state
  const mayBeKilled = groups.length === 0 && (existing?.NumberOfRecoveryPoints ?? 0) === 0;
  if (mayBeKilled && isKilled) return;
  throw baseIsElsewhere(base, found, mayBeKilled ? `\n\n${KILLED}` : '');
}

function baseIsElsewhere(base: BaseConfig, found: readonly string[], more = ''): CommandError {
  const text = elsewhereText(BASE_STACK_NAME, placeOfState(base, BASE_STACK_NAME), found);
  return new CommandError(`${text} Nothing was changed.${more}`, { exitCode: EXIT.refused });
}

/** Name of base's backup vault. */
export function vaultName({ name }: BaseConfig): string {
  return new Names(name, BASE_STACK_NAME).backupVault;
}

/**
 * What to say of a state that lacks what AWS has.
 *
 * @param place where the state was looked for, as people write it
 * @param found names of what AWS has, at least one
 */
export function elsewhereText(stack: string, place: string, found: readonly string[]): string {
  return (
    `the state of ${stack} is not in ${place}: ${found.join(' and ')} ${found.length === 1 ? 'exists' : 'exist'} in AWS ` +
    'but not in this state. Run this where the state is: with the State of base.yaml that it was deployed with, or on ' +
    'the computer that has it in terraform.tfstate.d.'
  );
}

const KILLED =
  'If the first deployment is still running, wait for it. Only if it was killed before it wrote a state, on any computer, run ' +
  'this, which imports what it created and creates the rest:\n  ./cm deploy --import-existing';
