import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { type LeafFileSystem, withoutLeaf } from '../aws/file-systems';
import { CommandError, EXIT } from '../terminal/errors';
import { parsePlan } from '../terraform/plan';
import { type NewProject, newProjectLine, parseNewProject } from './new-project';
import { parseStateChange, type StateChange, stateChangeLine } from './state-change';

/** File that `./cm plan` writes beside the plans: a line for each stack with a state, and for each kept file system. */
export const DEPLOYED_FILE = 'deployed.txt';

/** What is deployed already, which plans do not show. */
export interface Deployed {
  /** Names of the stacks that have a state. */
  readonly stacks: readonly string[];
  /** File systems of leaves that no leaf mounts. */
  readonly keptFileSystems: readonly LeafFileSystem[];
  /** Absent: the state is where it was, or nobody asked. */
  readonly stateChange?: StateChange;
  /** Absent: base has a state, or nothing exists beside the project. */
  readonly newProject?: NewProject;
}

/** Text of `DEPLOYED_FILE`. Its lines are e.g. `minecraft` and `fs-0123456789abcdef0 minecraft World 6144 2026-11-22T20:14:00.000Z`. */
export function deployedText(
  stacks: readonly string[],
  fileSystems: readonly LeafFileSystem[],
  { stateChange, newProject }: Pick<Deployed, 'stateChange' | 'newProject'> = {},
): string {
  const kept = withoutLeaf(fileSystems).map(({ fileSystemId, leafId, volumeId, bytes, createdAt }) =>
    [fileSystemId, leafId, volumeId, bytes, createdAt?.toISOString() ?? ''].join(' ').trimEnd(),
  );
  const change = stateChange === undefined ? [] : [stateChangeLine(stateChange)];
  const isNew = newProject === undefined ? [] : [newProjectLine(newProject)];
  return [...change, ...isNew, ...stacks, ...kept].map((line) => `${line}\n`).join('');
}

/** Reads `DEPLOYED_FILE`. */
export function parseDeployed(text: string): Deployed {
  const all = text.split('\n');
  const stateChange = all.map(parseStateChange).find((change) => change !== undefined);
  const newProject = all.map(parseNewProject).find((found) => found !== undefined);
  const lines = all
    .filter((line) => parseStateChange(line) === undefined && parseNewProject(line) === undefined)
    .map((line) => line.split(/\s+/).filter((word) => word !== ''));
  return {
    ...(stateChange && { stateChange }),
    ...(newProject && { newProject }),
    stacks: lines.flatMap(([stack, ...more]) => (stack === undefined || more.length > 0 ? [] : [stack])),
    keptFileSystems: lines.flatMap(([fileSystemId, leafId, volumeId, bytes, createdAt]) => {
      if (fileSystemId === undefined || leafId === undefined || volumeId === undefined) return [];
      const at = createdAt === undefined ? {} : { createdAt: new Date(createdAt) };
      return [{ fileSystemId, leafId, volumeId, bytes: Number(bytes), ...at, mountTargets: 0 }];
    }),
  };
}

/** File that `./cm plan` writes beside the plans: a line for each stack that could not be planned. */
export const UNPLANNED_FILE = 'unplanned.txt';

/** Text of `UNPLANNED_FILE`. */
export function unplannedText(stacks: Iterable<string>): string {
  return [...stacks].map((stack) => `${stack}\n`).join('');
}

/** Reads `UNPLANNED_FILE`. */
export function parseUnplanned(text: string): string[] {
  return text.split(/\s+/).filter((name) => name !== '');
}

/**
 * Checks that new plans may replace a folder's JSON files: the folder does not exist, or each of them is a plan.
 *
 * @throws CommandError (wrong use) with a JSON file that is not a plan
 */
export function assertPlanFolder(folder: string): void {
  if (!existsSync(folder)) return;
  const other = readdirSync(folder).find((name) => name.endsWith('.json') && !isPlan(join(folder, name)));
  if (other === undefined) return;
  throw new CommandError(
    `--out ${relative('', folder) || '.'}: ${other} in it is not a plan and would be deleted. Name a folder that holds only plans`,
    { exitCode: EXIT.wrongUse },
  );
}

function isPlan(file: string): boolean {
  try {
    parsePlan(readFileSync(file, 'utf8'), file);
    return true;
  } catch {
    // a folder too
    return false;
  }
}
