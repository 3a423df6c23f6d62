import { type EFSClient, type FileSystemDescription, paginateDescribeFileSystems } from '@aws-sdk/client-efs';

import { VOLUME_TAG } from '../../modules/aws/storage-types';
import { LEAF_TAG, PROJECT_TAG } from '../../modules/aws/tags';

/** A file system of a leaf, as its tags describe it. */
export interface LeafFileSystem {
  readonly fileSystemId: string;
  /** Id of the leaf that has it or had it last. */
  readonly leafId: string;
  /** Key in `Volumes`. */
  readonly volumeId: string;
  readonly bytes: number;
  /** When it was created. */
  readonly createdAt?: Date;
  /** Number of mount targets. Without one nothing can mount it: no deployed leaf uses it. */
  readonly mountTargets: number;
}

/**
 * All file systems of the project's leaves, also of those that were retired.
 *
 * @param project `Name` of base.yaml
 */
export async function fileSystemsOfLeaves(client: EFSClient, project: string): Promise<LeafFileSystem[]> {
  const found: LeafFileSystem[] = [];
  for await (const { FileSystems: page = [] } of paginateDescribeFileSystems({ client }, {})) {
    found.push(...page.flatMap((fileSystem) => ofLeaf(fileSystem, project)));
  }
  return found;
}

/** Those that were kept when their leaf was retired, and that no leaf uses since. */
export function withoutLeaf(fileSystems: readonly LeafFileSystem[]): LeafFileSystem[] {
  return fileSystems.filter(({ mountTargets }) => mountTargets === 0);
}

/** AWS counts 6 KiB for a file system that nothing was ever written to, and counts new data with a delay. */
const EMPTY_BYTES = 6 * 1_024;

/** Whether AWS counts no file on it. */
export function isEmpty({ bytes }: Pick<LeafFileSystem, 'bytes'>): boolean {
  return bytes <= EMPTY_BYTES;
}

/** E.g. `3.0 GiB, made 2026-11-22 20:14 UTC`: what tells several of one volume apart. */
export function sizeAndDate({ bytes, createdAt }: Pick<LeafFileSystem, 'bytes' | 'createdAt'>): string {
  const size = isEmpty({ bytes }) ? 'empty' : sizeOf(bytes);
  return createdAt === undefined ? size : `${size}, made ${createdAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function sizeOf(bytes: number): string {
  return bytes < 2 ** 30 ? `${(bytes / 2 ** 20).toFixed(1)} MiB` : `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}

/** Whether it is gone or going: EFS lists what was deleted for a while. */
export function isDeleted({ LifeCycleState: state }: { readonly LifeCycleState?: string | undefined }): boolean {
  return state === 'deleting' || state === 'deleted';
}

function ofLeaf(fileSystem: FileSystemDescription, project: string): LeafFileSystem[] {
  const tags = new Map((fileSystem.Tags ?? []).map(({ Key, Value }) => [Key, Value]));
  const { FileSystemId: fileSystemId, SizeInBytes: size, NumberOfMountTargets: mountTargets = 0 } = fileSystem;
  const { CreationTime: createdAt } = fileSystem;
  const [leafId, volumeId] = [tags.get(LEAF_TAG), tags.get(VOLUME_TAG)];
  if (fileSystemId === undefined || leafId === undefined || volumeId === undefined) return [];
  if (isDeleted(fileSystem)) return [];
  if (tags.get(PROJECT_TAG) !== project) return [];
  return [{ fileSystemId, leafId, volumeId, bytes: size?.Value ?? 0, ...(createdAt && { createdAt }), mountTargets }];
}
