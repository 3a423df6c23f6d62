import { EfsAccessPoint } from '@cdktf/provider-aws/lib/efs-access-point';
import { EfsFileSystemPolicy } from '@cdktf/provider-aws/lib/efs-file-system-policy';
import { EfsMountTarget } from '@cdktf/provider-aws/lib/efs-mount-target';
import { Construct } from 'constructs';

import { MAX_EFS_PATH_LENGTH } from '../../aws/limits';
import { type Names } from '../../aws/naming';
import { policyDocument } from '../../aws/policy';
import { slug } from '../../aws/slug';
import { type MountedPath, type MountedVolume, type Zone } from '../../aws/storage-types';
import { type VolumeConfig, type VolumePathConfig } from '../../config/types';
import { FileSystem } from './file-system';
import { fileSystemPolicy } from './file-system-policy';

export interface VolumeProps {
  readonly names: Names;
  readonly volume: VolumeConfig;
  /** Where the instance may run; one mount target each. */
  readonly zones: readonly Zone[];
  /** Security group of the mount targets. */
  readonly securityGroupId: string;
  /** Roles of the container and of the host. */
  readonly taskRoleArn: string;
  readonly instanceRoleArn: string;
}

/** One volume: a file system, and all that it takes to mount it. */
export class Volume extends Construct {
  readonly mounted: MountedVolume;

  /** @throws Error when a path gives no root directory that EFS takes */
  constructor(scope: Construct, id: string, props: VolumeProps) {
    super(scope, id);
    const { fileSystemId, fileSystemArn } = new FileSystem(this, 'FileSystem', props);
    const paths = props.volume.paths.map((path) => this.accessPoint(props, fileSystemId, path));
    const policy = new EfsFileSystemPolicy(this, 'Policy', {
      fileSystemId,
      policy: policyDocument(fileSystemPolicy({ ...props, fileSystemArn, paths })),
    });
    const mountTargets = props.zones.map((zone) => this.mountTarget(props, fileSystemId, zone));
    const dependables = [...mountTargets, policy];
    this.mounted = { id: props.volume.id, fileSystemId, fileSystemArn, paths, dependables };
  }

  /**
   * The root directory follows from the path alone, so that a new access point of a file system that was adopted finds
   * the files where they were. (AWS-ContainerManager's directory is the path itself: the same for paths of one level,
   * others are to be moved.) EFS makes the directory at the first mount, open to whichever user the image runs as; one
   * that exists keeps its owner and mode.
   */
  private accessPoint({ names, volume }: VolumeProps, fileSystemId: string, config: VolumePathConfig): MountedPath {
    const name = slug(config.path);
    const accessPoint = new EfsAccessPoint(this, `AccessPoint-${name}`, {
      fileSystemId,
      rootDirectory: {
        path: rootDirectory(config.path, name),
        creationInfo: { ownerUid: 0, ownerGid: 0, permissions: '0777' },
      },
      tags: { Name: names.of('accessPoint', `${volume.id}-${name}`) },
    });
    return { ...config, slug: name, accessPointId: accessPoint.id, accessPointArn: accessPoint.arn };
  }

  private mountTarget({ securityGroupId }: VolumeProps, fileSystemId: string, zone: Zone): EfsMountTarget {
    return new EfsMountTarget(this, `MountTarget-${zone.key}`, {
      fileSystemId,
      subnetId: zone.subnetId,
      securityGroups: [securityGroupId],
    });
  }
}

/**
 * One directory under the root: game paths have more levels than the four that EFS takes, and names that begin with a
 * dot, which it takes none of.
 *
 * @see https://docs.aws.amazon.com/efs/latest/ug/API_RootDirectory.html
 */
function rootDirectory(path: string, name: string): string {
  if (name === '') throw new Error(`the path '${path}' has no letter or digit to name a directory by: choose another`);
  const directory = `/${name}`;
  if (directory.length > MAX_EFS_PATH_LENGTH) {
    throw new Error(
      `the path '${path}' is too long: EFS takes ${MAX_EFS_PATH_LENGTH} characters for the directory '${directory}'`,
    );
  }
  return directory;
}
