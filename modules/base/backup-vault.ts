import { BackupVault as AwsBackupVault } from '@cdktf/provider-aws/lib/backup-vault';
import { Construct } from 'constructs';

import { type Names } from '../aws/naming';
import { FailedBackups } from './backup-vault/failed-backups';

export interface BackupVaultProps {
  readonly names: Names;
  /** Whether destroying the vault destroys the backups in it too. */
  readonly forceDestroy: boolean;
  /** Topic that is told when a backup fails. */
  readonly alertTopicArn: string;
}

/**
 * One vault for all leaves, so that a leaf's backups outlive it, and a notice where a backup fails.
 *
 * Without `forceDestroy` AWS itself refuses to delete a vault with backups in it, whatever removed it from the config.
 * `prevent_destroy` would add nothing to that but to keep an empty vault from going with its base.
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
