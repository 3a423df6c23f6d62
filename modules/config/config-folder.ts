import { statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';

import { ConfigError } from './config-error';
import { type Environment } from './environment-tag';

/** Used where the user has no config folder. */
const QUICKSTART = join('examples', 'quickstart');

/** Where the configuration is. */
export interface ConfigFolder {
  /** Absolute path. */
  readonly folder: string;
  /** Whether it is the shipped example, since there is no other. */
  readonly usedQuickstart: boolean;
}

/**
 * The folder that `CONFIG_DIR` names, else `config`, else the quickstart.
 *
 * @param projectFolder absolute path; relative paths start there
 * @throws ConfigError when `CONFIG_DIR` names a folder that is not there
 */
export function findConfigFolder(projectFolder: string, env: Environment): ConfigFolder {
  const named = env.CONFIG_DIR;
  if (named !== undefined && named !== '') {
    const folder = resolve(projectFolder, named);
    if (isFolder(folder)) return { folder, usedQuickstart: false };
    const message = 'CONFIG_DIR names this folder, but it is not there: create it, or unset CONFIG_DIR';
    throw new ConfigError([{ file: shownPath(projectFolder, folder), line: 1, column: 1, key: '', message }]);
  }
  const own = join(projectFolder, 'config');
  return isFolder(own)
    ? { folder: own, usedQuickstart: false }
    : { folder: join(projectFolder, QUICKSTART), usedQuickstart: true };
}

/** Path of `base.yaml` in a config folder. */
export function baseFile(folder: string): string {
  return join(folder, 'base.yaml');
}

/** Path of the folder with a file for each leaf. */
export function leavesFolder(folder: string): string {
  return join(folder, 'leaves');
}

/** Path as the user knows it: relative to the project where it lies in there. */
export function shownPath(projectFolder: string, path: string): string {
  const short = relative(projectFolder, path);
  return short.startsWith('..') || isAbsolute(short) ? path : short;
}

/** Whether there is a folder (or a link to one). */
export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Whether there is a file (or a link to one). */
export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
