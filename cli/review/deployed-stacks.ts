import { type LeafFileSystem, withoutLeaf } from '../aws/file-systems';

/** Beside the plans that `./cm plan` writes: a line for each stack that has a state, and for each kept file system. */
export const DEPLOYED_FILE = 'deployed.txt';

/** What is there already, beyond what plans say. */
export interface Deployed {
  /** Names of the stacks that have a state. */
  readonly stacks: readonly string[];
  /** Those of leaves that no leaf has. */
  readonly keptFileSystems: readonly LeafFileSystem[];
}

/** Such a file: `minecraft`, and `fs-0123456789abcdef0 minecraft World 6144 2026-11-22T20:14:00.000Z`. */
export function deployedText(stacks: readonly string[], fileSystems: readonly LeafFileSystem[]): string {
  const kept = withoutLeaf(fileSystems).map(({ fileSystemId, leafId, volumeId, bytes, createdAt }) =>
    [fileSystemId, leafId, volumeId, bytes, createdAt?.toISOString() ?? ''].join(' ').trimEnd(),
  );
  return [...stacks, ...kept].map((line) => `${line}\n`).join('');
}

/** What such a file says. */
export function parseDeployed(text: string): Deployed {
  const lines = text.split('\n').map((line) => line.split(/\s+/).filter((word) => word !== ''));
  return {
    stacks: lines.flatMap(([stack, ...more]) => (stack === undefined || more.length > 0 ? [] : [stack])),
    keptFileSystems: lines.flatMap(([fileSystemId, leafId, volumeId, bytes, createdAt]) => {
      if (fileSystemId === undefined || leafId === undefined || volumeId === undefined) return [];
      const at = createdAt === undefined ? {} : { createdAt: new Date(createdAt) };
      return [{ fileSystemId, leafId, volumeId, bytes: Number(bytes), ...at, mountTargets: 0 }];
    }),
  };
}
