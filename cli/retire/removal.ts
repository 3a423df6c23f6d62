import { type LeafFileSystem } from '../aws/file-systems';
import { type StackContents, type StackFileSystem } from '../state/contents';

/** A file system of a leaf that is removed. */
export interface KeptFileSystem {
  readonly volumeId: string;
  readonly fileSystemId: string;
  /** Whether it was in the state: the one that the container had last. */
  readonly isCurrent: boolean;
  /** As AWS counts it, and not of one that is only in the state. */
  readonly bytes?: number;
  /** When it was made. */
  readonly createdAt?: Date;
}

/** What becomes of a leaf that is removed. */
export interface Removal {
  /** Those that have to leave the state first. */
  readonly toForget: readonly StackFileSystem[];
  /**
   * Those that stay, of this run and of earlier ones. By volume; of several of one volume the one first that the
   * container had last or, where no state says which it was, that is the largest.
   */
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
  const seen = new Map(inAws.map((one) => [one.fileSystemId, one]));
  const current = fileSystems.map((one) => keptOf({ ...seen.get(one.fileSystemId), ...one }, true));
  const leftBehind = inAws
    .filter(({ fileSystemId }) => fileSystems.every((one) => one.fileSystemId !== fileSystemId))
    .map((one) => keptOf(one, false));
  const stays = ({ fileSystemId }: KeptFileSystem) => toForget.some((one) => one.fileSystemId === fileSystemId);
  return {
    toForget,
    kept: sorted([...current.filter(stays), ...(deleteData ? [] : leftBehind)]),
    lost: sorted([...current.filter((one) => !stays(one)), ...(deleteData ? leftBehind : [])]),
    others: contents.others.length,
  };
}

/** Whether there is nothing to remove, and was nothing before. */
export function isNothing({ kept, lost, others }: Removal): boolean {
  return kept.length === 0 && lost.length === 0 && others === 0;
}

type Known = Omit<KeptFileSystem, 'isCurrent'>;

function keptOf({ volumeId, fileSystemId, bytes, createdAt }: Known, isCurrent: boolean): KeptFileSystem {
  return {
    volumeId,
    fileSystemId,
    isCurrent,
    ...(bytes !== undefined && { bytes }),
    ...(createdAt !== undefined && { createdAt }),
  };
}

function sorted(fileSystems: readonly KeptFileSystem[]): KeptFileSystem[] {
  return [...fileSystems].sort(
    (a, b) =>
      a.volumeId.localeCompare(b.volumeId, 'en') ||
      Number(b.isCurrent) - Number(a.isCurrent) ||
      (b.bytes ?? 0) - (a.bytes ?? 0) ||
      (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0),
  );
}
