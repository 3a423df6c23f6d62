import { EfsAccessPoint } from '@cdktf/provider-aws/lib/efs-access-point';
import { EfsFileSystemPolicy } from '@cdktf/provider-aws/lib/efs-file-system-policy';
import { EfsMountTarget } from '@cdktf/provider-aws/lib/efs-mount-target';
import { Construct } from 'constructs';

import { MAX_EFS_PATH_LENGTH } from '../../aws/limits';
import { type Names } from '../../aws/naming';
import { policyDocument } from '../../aws/policy';
import { pathFolders } from '../../aws/path-folders';
import { type MountedPath, type MountedVolume, type Zone } from '../../aws/storage-types';
import { type VolumeConfig, type VolumePathConfig } from '../../config/types';
import { FileSystem } from './file-system';
import { fileSystemPolicy } from './file-system-policy';

export interface VolumeProps {
  readonly names: Names;
  readonly volume: VolumeConfig;
  /** The zones in which the instance may run. Each gets a mount target. */
  readonly zones: readonly Zone[];
  /** Security group of the mount targets. */
  readonly securityGroupId: string;
  /** ARN of the container's role. */
  readonly taskRoleArn: string;
  /** ARN of the instance's role. */
  readonly instanceRoleArn: string;
}

/** One volume: a file system, and everything that is needed to mount it. */
export class Volume extends Construct {
  readonly mounted: MountedVolume;

  /** @throws Error when EFS would refuse the root directory that follows from a path */
  constructor(scope: Construct, id: string, props: VolumeProps) {
    super(scope, id);
    const { fileSystemId, fileSystemArn } = new FileSystem(this, 'FileSystem', props);
    const folders = pathFolders(props.volume.paths.map(({ path }) => path));
    const paths = props.volume.paths.map((path, index) =>
      this.accessPoint(props, { fileSystemId, name: folders[index] ?? '', path }),
    );
    const policy = new EfsFileSystemPolicy(this, 'Policy', {
      fileSystemId,
      policy: policyDocument(fileSystemPolicy({ ...props, fileSystemArn, paths })),
    });
    const mountTargets = props.zones.map((zone) => this.mountTarget(props, fileSystemId, zone));
    const dependables = [...mountTargets, policy];
    this.mounted = { id: props.volume.id, fileSystemId, fileSystemArn, paths, dependables };
  }

  /**
   * The root directory depends only on the path (and on an earlier one with the same slug): so a new access point of an adopted file system finds the files where
   * they were. (In AWS-ContainerManager the directory is the path itself. For paths of one level that is the same; the
   * files of other paths have to be moved.) EFS creates the directory at the first mount, and any user may write to it,
   * since images run as different users. A directory that exists keeps its owner and its mode.
   */
  private accessPoint(
    { names, volume }: VolumeProps,
    {
      fileSystemId,
      name,
      path,
    }: { readonly fileSystemId: string; readonly name: string; readonly path: VolumePathConfig },
  ): MountedPath {
    const accessPoint = new EfsAccessPoint(this, `AccessPoint-${name}`, {
      fileSystemId,
      rootDirectory: {
        path: this.rootDirectory(path.path, name),
        creationInfo: { ownerUid: 0, ownerGid: 0, permissions: '0777' },
      },
      tags: { Name: names.of('accessPoint', `${volume.id}-${name}`) },
    });
    return { ...path, slug: name, accessPointId: accessPoint.id, accessPointArn: accessPoint.arn };
  }

  private mountTarget({ securityGroupId }: VolumeProps, fileSystemId: string, zone: Zone): EfsMountTarget {
    return new EfsMountTarget(this, `MountTarget-${zone.key}`, {
      fileSystemId,
      subnetId: zone.subnetId,
      securityGroups: [securityGroupId],
    });
  }

  /**
   * One directory under the root: EFS takes at most four levels and no name that begins with a dot, and the paths of games
   * have both.
   *
   * @see https://docs.aws.amazon.com/efs/latest/ug/API_RootDirectory.html
   */
  private rootDirectory(path: string, name: string): string {
    const directory = `/${name}`;
    if (name === '') {
      throw new Error(
        `${this.node.path}: the path '${path}' has no letter or digit that could name a directory: choose another path`,
      );
    }
    if (directory.length > MAX_EFS_PATH_LENGTH) {
      throw new Error(
        `${this.node.path}: the path '${path}' is too long: EFS takes ${MAX_EFS_PATH_LENGTH} characters, ` +
          `and its directory would be '${directory}'`,
      );
    }
    return directory;
  }
}
