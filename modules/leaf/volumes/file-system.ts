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

/** The file system of one volume, new or adopted. */
export class FileSystem extends Construct {
  /** A token. */
  readonly fileSystemId: string;
  /** A token. */
  readonly fileSystemArn: string;

  constructor(scope: Construct, id: string, props: FileSystemProps) {
    super(scope, id);
    const fileSystem = this.fileSystem(props);
    // One Zone file systems turn AWS's own automatic backups on, and one would pay for both
    new EfsBackupPolicy(this, 'BackupPolicy', {
      fileSystemId: fileSystem.id,
      backupPolicy: { status: 'DISABLED' },
    });
    this.fileSystemId = fileSystem.id;
    this.fileSystemArn = fileSystem.arn;
  }

  /**
   * No creation token: the provider makes a random one, while a fixed one would make AWS refuse a new file system as
   * long as a kept one has it.
   */
  private fileSystem({ names, volume, zones }: FileSystemProps): EfsFileSystem {
    const [zone, ...moreZones] = zones;
    const onlyZone = moreZones.length === 0 ? zone : undefined;
    const fileSystem = new EfsFileSystem(this, 'Resource', {
      encrypted: true,
      ...(onlyZone && { availabilityZoneName: onlyZone.name }),
      // credits build up while the container sleeps; elastic throughput would bill each GB at every start
      throughputMode: 'bursting',
      // AWS takes one transition in each policy
      lifecyclePolicy: [{ transitionToIa: 'AFTER_30_DAYS' }, { transitionToPrimaryStorageClass: 'AFTER_1_ACCESS' }],
      tags: {
        Name: names.of('fileSystem', volume.id),
        [VOLUME_TAG]: volume.id,
        [KEEP_ON_DELETE_TAG]: String(volume.keepOnDelete),
      },
      lifecycle: {
        ...(volume.keepOnDelete && { preventDestroy: true }),
        // AWS cannot change these: a difference, as an adopted file system may have it, would replace the file
        // system by an empty one
        ignoreChanges: ['encrypted', 'availability_zone_name'],
        postcondition: [reachable(volume, onlyZone), ...(volume.fileSystemId ? [adopted(volume)] : [])],
      },
    });
    // does nothing once the file system is in the state, so the key may stay in the YAML
    if (volume.fileSystemId !== undefined) fileSystem.importFrom(volume.fileSystemId);
    return fileSystem;
  }
}

/** A One Zone file system can be mounted in its own zone alone, and the instance may start in any zone of the base. */
function reachable({ id }: VolumeConfig, onlyZone: Zone | undefined): Postcondition {
  // one that is in all zones of its region has no zone: '' or null, and null in a message is an error to Terraform,
  // which evaluates it in any case
  const zone = Token.asString(Fn.join('', Fn.compact([Token.asString(ref('self.availability_zone_name'))])));
  return {
    condition: Token.asString(Fn.contains(onlyZone ? ['', onlyZone.name] : [''], zone)),
    errorMessage:
      `volume '${id}': file system \${self.id} is in ${zone} alone, so that must be the ` +
      `one availability zone of the base: set Vpc.MaxAZs to 1 and Vpc.AvailabilityZones to it in base.yaml`,
  };
}

/** Terraform ignores an import where the state has a file system already: the one it has must be the one asked for. */
function adopted({ id, fileSystemId }: VolumeConfig): Postcondition {
  return {
    condition: Op.eq(ref('self.id'), fileSystemId),
    errorMessage:
      `volume '${id}' has the file system \${self.id} already, but Volumes.${id}.FileSystemId is ${fileSystemId}: ` +
      `take FileSystemId away, or adopt ${fileSystemId} as a volume of another name`,
  };
}
