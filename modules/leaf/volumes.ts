import { Construct } from 'constructs';

import { type AwsAccount } from '../aws/aws-place';
import { type Names } from '../aws/naming';
import { type MountedVolume, type Zone } from '../aws/storage-types';
import { type VolumeConfig } from '../config/types';
import { Backups } from './volumes/backups';
import { Volume } from './volumes/volume';

export interface VolumesProps extends AwsAccount {
  readonly names: Names;
  /** May be empty. */
  readonly volumes: readonly VolumeConfig[];
  /** Zones of base's network, at least one. With exactly one, new file systems are One Zone. */
  readonly zones: readonly Zone[];
  /** Security group of the mount targets. */
  readonly securityGroupId: string;
  /** The vault of base. */
  readonly backupVaultName: string;
  readonly backupVaultArn: string;
  /** ARN of the container's role. May be a lazy token, since the role's construct is made later. */
  readonly taskRoleArn: string;
  /** ARN of the instance's role: the instance mounts the file systems too. May be a lazy token, too. */
  readonly instanceRoleArn: string;
}

/** The container's files: a file system for each volume, and backups of the volumes with EnableBackups. */
export class Volumes extends Construct {
  /** In the order of the config. */
  readonly volumes: readonly MountedVolume[];

  constructor(scope: Construct, id: string, props: VolumesProps) {
    super(scope, id);
    // with the prefix, no volume's id is the id of another child, such as Backups
    this.volumes = props.volumes.map((volume) => new Volume(this, `Volume-${volume.id}`, { ...props, volume }).mounted);
    this.backUp(props);
  }

  private backUp(props: VolumesProps): void {
    const wanted = new Set(props.volumes.filter(({ enableBackups }) => enableBackups).map(({ id }) => id));
    if (wanted.size === 0) return;
    new Backups(this, 'Backups', {
      names: props.names,
      fileSystemArns: this.volumes.filter(({ id }) => wanted.has(id)).map(({ fileSystemArn }) => fileSystemArn),
      vaultName: props.backupVaultName,
      vaultArn: props.backupVaultArn,
      accountId: props.accountId,
      partition: props.partition,
    });
  }
}
