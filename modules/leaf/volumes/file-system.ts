import { EfsBackupPolicy } from '@cdktf/provider-aws/lib/efs-backup-policy';
import { EfsFileSystem } from '@cdktf/provider-aws/lib/efs-file-system';
import { Fn, Op, type Postcondition, ref, Token } from 'cdktf';
import { Construct } from 'constructs';

import { type Names } from '../../aws/naming';
import { KEEP_ON_DELETE_TAG, VOLUME_TAG, type Zone } from '../../aws/storage-types';
import { type VolumeConfig } from '../../config/types';

export interface FileSystemProps {
  readonly names: Names;
  readonly volume: VolumeConfig;
  /** All zones of the base's network. */
  readonly zones: readonly Zone[];
}

/** The file system of one volume: a new one, or with FileSystemId one that exists already. */
export class FileSystem extends Construct {
  /** A token. */
  readonly fileSystemId: string;
  /** A token. */
  readonly fileSystemArn: string;

  constructor(scope: Construct, id: string, props: FileSystemProps) {
    super(scope, id);
    const fileSystem = this.fileSystem(props);
    // AWS turns its own automatic backups on for One Zone file systems, and both would cost money
    new EfsBackupPolicy(this, 'BackupPolicy', {
      fileSystemId: fileSystem.id,
      backupPolicy: { status: 'DISABLED' },
    });
    this.fileSystemId = fileSystem.id;
    this.fileSystemArn = fileSystem.arn;
  }

  /**
   * It sets no creation token, so the provider makes a random one. With a fixed one, AWS would refuse a new file system
   * while a kept one has the same token.
   */
  private fileSystem({ names, volume, zones }: FileSystemProps): EfsFileSystem {
    const [zone, ...moreZones] = zones;
    const onlyZone = moreZones.length === 0 ? zone : undefined;
    const fileSystem = new EfsFileSystem(this, 'Resource', {
      encrypted: true,
      ...(onlyZone && { availabilityZoneName: onlyZone.name }),
      // credits build up while the container sleeps; elastic throughput would bill each GB at every start
      throughputMode: 'bursting',
      // AWS takes only one transition in each policy
      lifecyclePolicy: [{ transitionToIa: 'AFTER_30_DAYS' }, { transitionToPrimaryStorageClass: 'AFTER_1_ACCESS' }],
      tags: {
        Name: names.of('fileSystem', volume.id),
        [VOLUME_TAG]: volume.id,
        [KEEP_ON_DELETE_TAG]: String(volume.keepOnDelete),
      },
      lifecycle: {
        ...(volume.keepOnDelete && { preventDestroy: true }),
        // AWS cannot change these: if they differed, as they may in an adopted file system, Terraform would replace it
        // with an empty one
        ignoreChanges: ['encrypted', 'availability_zone_name'],
        postcondition: [reachable(volume, onlyZone), ...(volume.fileSystemId ? [adopted(volume)] : [])],
      },
    });
    // does nothing once the file system is in the state, so FileSystemId may stay in the YAML
    if (volume.fileSystemId !== undefined) fileSystem.importFrom(volume.fileSystemId);
    return fileSystem;
  }
}

/** A One Zone file system can be mounted only in its own zone, and the instance may start in any zone of base. */
function reachable({ id }: VolumeConfig, onlyZone: Zone | undefined): Postcondition {
  // A file system in all zones of its Region has '' or null here. Terraform evaluates the message even if the condition
  // is true, and null in a message is an error.
  const zone = Token.asString(Fn.join('', Fn.compact([Token.asString(ref('self.availability_zone_name'))])));
  return {
    condition: Token.asString(Fn.contains(onlyZone ? ['', onlyZone.name] : [''], zone)),
    errorMessage:
      `volume '${id}': the file system \${self.id} is only in the zone ${zone}, so base may use no other zone: ` +
      'set Vpc.MaxAZs to 1 and Vpc.AvailabilityZones to this zone in base.yaml',
  };
}

/** Terraform ignores the import when the state has a file system already. Then that one must be the one in the YAML. */
function adopted({ id, fileSystemId }: VolumeConfig): Postcondition {
  return {
    condition: Op.eq(ref('self.id'), fileSystemId),
    errorMessage:
      `volume '${id}' has the file system \${self.id} already, but Volumes.${id}.FileSystemId is ${fileSystemId}: ` +
      `remove FileSystemId, or adopt ${fileSystemId} as a volume with another name`,
  };
}
