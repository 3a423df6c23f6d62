import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

import { baseFile, isFile, isFolder, leavesFolder } from './config-folder';

/** A file that is not what belongs into a config folder. */
export interface StrayFile {
  /** Absolute path. */
  readonly path: string;
  /** What to do about it. */
  readonly message: string;
}

/** The files of a config folder. Paths are absolute. */
export interface ConfigFiles {
  /** Undefined where it is missing: `strays` tells. */
  readonly base?: string;
  /** By id, which is the file's name in lower case without `.yaml`, in alphabetical order. */
  readonly leaves: readonly { readonly id: string; readonly path: string }[];
  readonly strays: readonly StrayFile[];
}

/** Finds base.yaml and the leaves, and what lies in the wrong place. Hidden files are none of our business. */
export function listConfigFiles(folder: string): ConfigFiles {
  const base = baseFile(folder);
  const leaves = leavesFolder(folder);
  const candidates = isFolder(leaves) ? visibleFiles(leaves) : [];
  return {
    ...(isFile(base) && { base }),
    leaves: candidates
      .filter(isLeafFile)
      .map((path) => ({ id: basename(path, '.yaml').toLowerCase(), path }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    strays: [
      ...(isFile(base) ? [] : [{ path: base, message: missingBase(folder) }]),
      ...(isFile(leaves) ? [{ path: leaves, message: 'is a file: make it a folder with a file for each leaf' }] : []),
      ...visibleFiles(folder)
        .filter((path) => path !== base && isYaml(path))
        .map(misplaced),
      ...candidates.filter((path) => !isLeafFile(path)).map(noLeaf),
    ],
  };
}

function visibleFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .sort()
    .map((name) => join(folder, name));
}

function isLeafFile(path: string): boolean {
  return path.endsWith('.yaml') && isFile(path);
}

function isYaml(path: string): boolean {
  return /[.]ya?ml$/i.test(path) && isFile(path);
}

function missingBase(folder: string): string {
  return `the file is missing: every config has one, with at least the key Region (copy examples/quickstart to ${basename(folder)})`;
}

function misplaced(path: string): StrayFile {
  const name = basename(path).replace(/[.]ya?ml$/i, '');
  const message =
    name.toLowerCase() === 'base'
      ? 'is not read: rename it to base.yaml'
      : `is not read: a leaf belongs into the folder leaves, as leaves/${name}.yaml`;
  return { path, message };
}

function noLeaf(path: string): StrayFile {
  const name = basename(path);
  if (isYaml(path)) return { path, message: `is not read: rename it to ${name.replace(/[.]ya?ml$/i, '.yaml')}` };
  return { path, message: 'does not belong into leaves: that holds nothing but <id>.yaml, a file for each leaf' };
}
