import { type LeafFileSystem } from '../status/kept-file-systems';
import { type StackContents, type StackFileSystem } from './stack-contents';

/** A file system that stays. */
export interface KeptFileSystem {
  readonly volumeId: string;
  readonly fileSystemId: string;
}

/** What becomes of a leaf that is removed. */
export interface Removal {
  /** Those that have to leave the state first. */
  readonly toForget: readonly StackFileSystem[];
  /** Those that stay, of this run and of earlier ones that did not finish. By volume. */
  readonly kept: readonly KeptFileSystem[];
  /** Those that go, with every file on them. */
  readonly lost: readonly KeptFileSystem[];
  /** Number of the other resources that go. */
  readonly others: number;
}

export interface RemovalProps {
  readonly contents: StackContents;
  /** File systems that AWS knows by the leaf's tag, in the state or not. */
  readonly inAws: readonly LeafFileSystem[];
  /** Whether the file systems go too. */
  readonly deleteData: boolean;
  /** Volumes that have KeepOnDelete in the YAML, where there still is one: that may not have been deployed. */
  readonly keptByYaml: readonly string[];
}

/** What stays and what goes. */
export function removalOf({ contents, inAws, deleteData, keptByYaml }: RemovalProps): Removal {
  const { fileSystems } = contents;
  const isKept = ({ keepOnDelete, volumeId }: StackFileSystem) =>
    !deleteData && (keepOnDelete || keptByYaml.includes(volumeId));
  const toForget = fileSystems.filter(isKept);
  const leftBehind = inAws.filter(({ fileSystemId }) => fileSystems.every((one) => one.fileSystemId !== fileSystemId));
  const stay = [...toForget, ...(deleteData ? [] : leftBehind)];
  const go = [...fileSystems.filter((one) => !isKept(one)), ...(deleteData ? leftBehind : [])];
  return { toForget, kept: byVolume(stay), lost: byVolume(go), others: contents.others.length };
}

/** Whether there is nothing to remove, and was nothing before. */
export function isNothing({ kept, lost, others }: Removal): boolean {
  return kept.length === 0 && lost.length === 0 && others === 0;
}

function byVolume(fileSystems: readonly KeptFileSystem[]): KeptFileSystem[] {
  return fileSystems
    .map(({ volumeId, fileSystemId }) => ({ volumeId, fileSystemId }))
    .sort((a, b) => (a.volumeId < b.volumeId ? -1 : 1));
}
