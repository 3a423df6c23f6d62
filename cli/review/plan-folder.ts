import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { type LeafFileSystem, withoutLeaf } from '../aws/file-systems';
import { CommandError, EXIT } from '../terminal/errors';
import { parsePlan } from '../terraform/plan';

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

/** Beside the plans that `./cm plan` writes: a line for each stack that should have a plan and has none, since it failed. */
export const UNPLANNED_FILE = 'unplanned.txt';

/** Text of such a file. */
export function unplannedText(stacks: Iterable<string>): string {
  return [...stacks].map((stack) => `${stack}\n`).join('');
}

/** What such a file says. */
export function parseUnplanned(text: string): string[] {
  return text.split(/\s+/).filter((name) => name !== '');
}

/**
 * Checks that a folder may be emptied of JSON files for new plans: it is not there, or each of them is a plan.
 *
 * @throws CommandError (wrong use) with one that is none
 */
export function assertPlanFolder(folder: string): void {
  if (!existsSync(folder)) return;
  const other = readdirSync(folder).find((name) => name.endsWith('.json') && !isPlan(join(folder, name)));
  if (other === undefined) return;
  throw new CommandError(
    `--out ${relative('', folder) || '.'}: ${other} in there is no plan, and would be deleted. Name a folder for plans alone`,
    { exitCode: EXIT.wrongUse },
  );
}

function isPlan(file: string): boolean {
  try {
    parsePlan(readFileSync(file, 'utf8'), file);
    return true;
  } catch {
    // a folder, too
    return false;
  }
}
