import { lstatSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { COMPOSE_FILE, isComposeFileAt } from './compose-file';
import { baseFile, isFile, isFolder, leavesFolder } from './config-folder';
import { reason } from './file-text';

const YAML = /[.]ya?ml$/i;

/** A file that does not belong in a config folder, or is missing there. */
export interface StrayFile {
  /** Absolute path. */
  readonly path: string;
  /** What to do about it. */
  readonly message: string;
}

/** The files of a config folder. Paths are absolute. */
export interface ConfigFiles {
  /** Undefined where it is missing: `strays` says so. */
  readonly base?: string;
  /** By id, which is the file's name in lower case without `.yaml`, in alphabetical order. */
  readonly leaves: readonly { readonly id: string; readonly path: string }[];
  readonly strays: readonly StrayFile[];
  /** Ids of the leaves that files which are not read are meant for, such as `minecraft.yml`: these leaves have a file. */
  readonly unreadLeafIds: readonly string[];
}

/** Finds base.yaml and the leaves, and files in the wrong place. Ignores hidden files. */
export function listConfigFiles(folder: string): ConfigFiles {
  const base = baseFile(folder);
  const leaves = leavesFolder(folder);
  const top = listing(folder);
  const candidates = isFolder(leaves) ? listing(leaves) : NOTHING;
  const doubles = [...doublesIn(top.paths.filter(isBase)), ...doublesIn(candidates.paths)];
  const isDouble = (path: string) => doubles.some((double) => double.path === path);
  const misspeltFolders = top.paths.filter((path) => path !== leaves && isMeantForLeaves(path));
  const strays = [
    ...(isFile(base) ? [] : [{ path: base, message: missingBase(base) }]),
    ...(isFile(leaves) ? [{ path: leaves, message: 'is a file: make it a folder with a file for each leaf' }] : []),
    ...top.strays,
    ...doubles,
    ...top.paths.filter((path) => path !== base && isYaml(path) && !isDouble(path)).map(misplaced),
    ...misspeltFolders.map(misspelt),
    ...candidates.strays,
    ...candidates.paths.filter((path) => !isLeafFile(path) && !isDouble(path)).map(noLeaf),
  ];
  return {
    ...(isFile(base) && !isDouble(base) && { base }),
    leaves: candidates.paths
      .filter((path) => isLeafFile(path) && !isDouble(path))
      .map((path) => ({ id: basename(path, '.yaml').toLowerCase(), path }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    strays,
    unreadLeafIds: unreadIds([
      ...strays.map(({ path }) => path),
      ...misspeltFolders.flatMap((path) => listing(path).paths),
    ]),
  };
}

/** What is in a folder, or why it cannot be read. */
interface Listing {
  readonly paths: readonly string[];
  readonly strays: readonly StrayFile[];
}

const NOTHING: Listing = { paths: [], strays: [] };

function listing(folder: string): Listing {
  try {
    const names = readdirSync(folder).filter((name) => !name.startsWith('.'));
    return { paths: names.sort().map((name) => join(folder, name)), strays: [] };
  } catch (error) {
    return { paths: [], strays: [{ path: folder, message: `cannot be read: ${reason(error)}` }] };
  }
}

/**
 * Files of one name with the endings `.yaml` and `.yml`: whoever wrote both may mean either, and to rename one would
 * overwrite the other.
 */
function doublesIn(paths: readonly string[]): StrayFile[] {
  const nameOf = (path: string) => path.replace(YAML, '');
  const isYml = (path: string) => /[.]yml$/i.test(path);
  const files = paths.filter(isYaml);
  return files.flatMap((path) => {
    const twins = files.filter((other) => nameOf(other) === nameOf(path) && isYml(other) !== isYml(path));
    return twins.map((twin) => ({
      path,
      message: `is not read, and neither is ${basename(twin)} beside it: keep one of the two, as ${basename(nameOf(path))}.yaml`,
    }));
  });
}

function unreadIds(paths: readonly string[]): string[] {
  const files = paths.filter((path) => YAML.test(path) && !isBase(path));
  return [...new Set(files.map((path) => basename(path).replace(YAML, '').toLowerCase()))].sort();
}

function isBase(path: string): boolean {
  return /^base[.]ya?ml$/i.test(basename(path));
}

function isLeafFile(path: string): boolean {
  return path.endsWith('.yaml') && isFile(path);
}

function isYaml(path: string): boolean {
  return YAML.test(path) && isFile(path);
}

function isMeantForLeaves(path: string): boolean {
  return /^lea(f|fs|ve|ves)$/i.test(basename(path)) && isFolder(path);
}

function missingBase(base: string): string {
  if (isFolder(base)) return 'is a folder: make it a file, with at least the key Region';
  return `the file is missing: every config has one, with at least the key Region (copy examples/quickstart to ${basename(dirname(base))})`;
}

function misspelt(path: string): StrayFile {
  return { path, message: 'is not read: rename it to leaves' };
}

function misplaced(path: string): StrayFile {
  if (isComposeFileAt(path)) return { path, message: COMPOSE_FILE };
  const name = basename(path).replace(YAML, '');
  const message =
    name.toLowerCase() === 'base'
      ? 'is not read: rename it to base.yaml'
      : `is not read: a leaf belongs in the folder leaves, as leaves/${name}.yaml`;
  return { path, message };
}

function noLeaf(path: string): StrayFile {
  const name = basename(path);
  if (isYaml(path) && isComposeFileAt(path)) return { path, message: COMPOSE_FILE };
  if (isYaml(path)) return { path, message: `is not read: rename it to ${name.replace(YAML, '.yaml')}` };
  if (isFolder(path) && name.endsWith('.yaml')) return { path, message: 'is a folder: a leaf is a file' };
  if (!isFolder(path) && lstatSync(path).isSymbolicLink())
    return { path, message: 'is a broken link: let it lead to a file, or remove it' };
  return { path, message: 'does not belong in leaves: that folder holds only <id>.yaml, one file for each leaf' };
}
