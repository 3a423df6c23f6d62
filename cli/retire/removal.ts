import { type AutoScalingGroup } from '@aws-sdk/client-auto-scaling';

import { MAX_STOP_TIMEOUT_SECONDS } from '../../modules/config/schema/leaf';
import { type LeafConfig } from '../../modules/config/types';
import { type LeafFileSystem } from '../aws/file-systems';
import { type StackContents, type StackFileSystem } from '../state/contents';
import { elsewhereText } from '../state/never-deployed';
import { CommandError, EXIT } from '../terminal/errors';

/** What exists of a leaf: in its state and in AWS. */
export interface LeafInventory {
  /** Name of the leaf's stack. */
  readonly stack: string;
  readonly contents: StackContents;
  /** `Name` that the leaf was deployed with; the config may have another one by now. */
  readonly project: string;
  /** Name of its Auto Scaling group, whether that exists or not. */
  readonly groupName: string;
  /** The group in AWS. */
  readonly group: AutoScalingGroup | undefined;
  /** File systems in AWS that have the leaf's tag, in the state or not. */
  readonly inAws: readonly LeafFileSystem[];
  /** Friends who have a link to the leaf. @default none */
  readonly invited?: readonly string[];
}

/** A file system of a leaf that is removed. */
export interface RemovedFileSystem {
  readonly volumeId: string;
  readonly fileSystemId: string;
  /** Whether the state has it: the container used it last. */
  readonly isCurrent: boolean;
  /** As AWS counts it; absent when AWS does not list the file system. */
  readonly bytes?: number;
  /** When it was created. */
  readonly createdAt?: Date;
}

/** What the removal of a leaf keeps and deletes. */
export interface Removal extends Pick<LeafInventory, 'project' | 'groupName'> {
  /** Id of the leaf; the name of its stack when nothing tells the id. */
  readonly leafId: string;
  /** Whether the config still has the leaf. */
  readonly hasYaml: boolean;
  /** Time that its container has to stop; without YAML the longest that a leaf can have. */
  readonly stopTimeoutSeconds: number;
  /** File systems to take out of the state before the rest is destroyed. */
  readonly toForget: readonly StackFileSystem[];
  /**
   * File systems that stay, of this run and of earlier ones, by volume. When a volume has several, the first is the one
   * that the container used last or, when no state tells, the largest.
   */
  readonly kept: readonly RemovedFileSystem[];
  /** File systems that are deleted, with every file on them. */
  readonly lost: readonly RemovedFileSystem[];
  /** Friends whose links to the leaf stop working. */
  readonly invited: readonly string[];
  /** Number of the other resources that are destroyed. */
  readonly others: number;
}

/**
 * Decides what stays and what goes.
 *
 * @param leaf its YAML, if the config still has it: a volume with KeepOnDelete there stays, deployed like that or not
 * @param deleteData whether all file systems are deleted
 */
export function removalOf(
  { stack, contents, project, groupName, inAws, invited = [] }: LeafInventory,
  leaf: LeafConfig | undefined,
  deleteData: boolean,
): Removal {
  const { fileSystems } = contents;
  const keptByYaml = (leaf?.volumes ?? []).filter(({ keepOnDelete }) => keepOnDelete).map(({ id }) => id);
  const toForget = fileSystems.filter(
    ({ keepOnDelete, volumeId }) => !deleteData && (keepOnDelete || keptByYaml.includes(volumeId)),
  );
  const known = new Map(inAws.map((one) => [one.fileSystemId, one]));
  const current = fileSystems.map((one) => removedFileSystem({ ...known.get(one.fileSystemId), ...one }, true));
  const keptEarlier = inAws
    .filter(({ fileSystemId }) => fileSystems.every((one) => one.fileSystemId !== fileSystemId))
    .map((one) => removedFileSystem(one, false));
  const stays = ({ fileSystemId }: RemovedFileSystem) => toForget.some((one) => one.fileSystemId === fileSystemId);
  return {
    leafId: contents.leafId ?? inAws[0]?.leafId ?? stack,
    project,
    groupName,
    hasYaml: leaf !== undefined,
    stopTimeoutSeconds: leaf?.container.stopTimeoutSeconds ?? MAX_STOP_TIMEOUT_SECONDS,
    toForget,
    kept: sorted([...current.filter(stays), ...(deleteData ? [] : keptEarlier)]),
    lost: sorted([...current.filter((one) => !stays(one)), ...(deleteData ? keptEarlier : [])]),
    invited,
    others: contents.others.length,
  };
}

/** Whether there is nothing to remove, and nothing was kept by an earlier removal. */
export function isNothing({ kept, lost, invited, others }: Removal): boolean {
  return kept.length === 0 && lost.length === 0 && invited.length === 0 && others === 0;
}

/**
 * Checks that the state has what AWS has of the leaf: another computer may have its state. With an empty one a removal
 * would destroy nothing, and look as if it had.
 *
 * @param place where the state was read, as people write it
 * @throws CommandError (refused) when AWS has something of the leaf that is not in its state
 */
export function assertStateComplete({ stack, contents, group, inAws }: LeafInventory, place: string): void {
  const isEmpty = contents.others.length === 0 && contents.fileSystems.length === 0;
  // a kept file system has no mount target; while a removal is half done its file systems are in no state
  const mounted = isEmpty ? inAws.filter(({ mountTargets }) => mountTargets > 0) : [];
  const unknown = [
    ...(group === undefined || contents.groupName !== undefined ? [] : [group.AutoScalingGroupName ?? '']),
    ...mounted.map(({ fileSystemId }) => fileSystemId),
  ];
  if (unknown.length === 0) return;
  throw new CommandError(
    `${elsewhereText(stack, place, unknown)} If a deployment was killed, finish it with ./cm deploy first. Nothing was changed.`,
    { exitCode: EXIT.refused },
  );
}

function removedFileSystem(
  { volumeId, fileSystemId, bytes, createdAt }: Omit<RemovedFileSystem, 'isCurrent'>,
  isCurrent: boolean,
): RemovedFileSystem {
  return {
    volumeId,
    fileSystemId,
    isCurrent,
    ...(bytes !== undefined && { bytes }),
    ...(createdAt !== undefined && { createdAt }),
  };
}

function sorted(fileSystems: readonly RemovedFileSystem[]): RemovedFileSystem[] {
  return [...fileSystems].sort(
    (a, b) =>
      a.volumeId.localeCompare(b.volumeId, 'en') ||
      Number(b.isCurrent) - Number(a.isCurrent) ||
      (b.bytes ?? 0) - (a.bytes ?? 0) ||
      (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0),
  );
}
