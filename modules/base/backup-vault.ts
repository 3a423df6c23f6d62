import { BackupVault as AwsBackupVault } from '@cdktf/provider-aws/lib/backup-vault';
import { BackupVaultLockConfiguration } from '@cdktf/provider-aws/lib/backup-vault-lock-configuration';
import { Construct } from 'constructs';

import { BACKUP_DAYS, MIN_LOCKED_BACKUP_DAYS } from '../aws/backup-retention';
import { type Names } from '../aws/naming';
import { FailedBackups } from './backup-vault/failed-backups';

export interface BackupVaultProps {
  readonly names: Names;
  /** Whether destroying the vault destroys the backups in it too. */
  readonly forceDestroy: boolean;
  /**
   * Days after which nobody can remove the lock on the vault any more.
   *
   * @default no lock
   */
  readonly lockDays?: number;
  /** Topic that is notified when a backup fails. */
  readonly alertTopicArn: string;
}

/**
 * One vault for all leaves, so that a leaf's backups outlive it, and a notice when a backup fails.
 *
 * Without `forceDestroy` AWS itself refuses to delete a vault that has backups in it. `prevent_destroy` would only add
 * that an empty vault could not be destroyed together with its base.
 */
export class BackupVault extends Construct {
  readonly vaultName: string;
  readonly vaultArn: string;

  constructor(scope: Construct, id: string, props: BackupVaultProps) {
    super(scope, id);
    const name = props.names.backupVault;
    const vault = new AwsBackupVault(this, 'Resource', { name, forceDestroy: props.forceDestroy });
    if (props.lockDays !== undefined) this.lock(vault, props.lockDays);
    new FailedBackups(this, 'FailedBackups', { names: props.names, vaultName: name, topicArn: props.alertTopicArn });
    this.vaultName = vault.name;
    this.vaultArn = vault.arn;
  }

  /** In compliance mode: docs/decisions/vault-lock.md says why, and how a person gets rid of it. */
  private lock(vault: AwsBackupVault, changeableForDays: number): void {
    new BackupVaultLockConfiguration(this, 'Lock', {
      backupVaultName: vault.name,
      changeableForDays,
      minRetentionDays: MIN_LOCKED_BACKUP_DAYS,
      maxRetentionDays: BACKUP_DAYS,
    });
  }
}
