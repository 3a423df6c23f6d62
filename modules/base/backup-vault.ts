import { BackupVault as AwsBackupVault } from '@cdktf/provider-aws/lib/backup-vault';
import { Construct } from 'constructs';

import { type Names } from '../aws/naming';
import { FailedBackups } from './backup-vault/failed-backups';

export interface BackupVaultProps {
  readonly names: Names;
  /** Whether destroying the vault destroys the backups in it too. */
  readonly forceDestroy: boolean;
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
    new FailedBackups(this, 'FailedBackups', { names: props.names, vaultName: name, topicArn: props.alertTopicArn });
    this.vaultName = vault.name;
    this.vaultArn = vault.arn;
  }
}
