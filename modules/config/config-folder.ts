import { type Stats, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';

import { ConfigError } from './config-error';
import { type Environment } from './environment-tag';

/** Used when the user has no config folder. */
const QUICKSTART = join('examples', 'quickstart');

/** Terraform's name for its dependency lock file, in the folder where it runs too. */
export const LOCK_FILE = '.terraform.lock.hcl';

/** Where the configuration is. */
export interface ConfigFolder {
  /** Absolute path. */
  readonly folder: string;
  /** Whether it is the shipped example, because the user has no folder. */
  readonly usedQuickstart: boolean;
}

/**
 * The folder that `CONFIG_DIR` names, else `config`, else the quickstart.
 *
 * @param projectFolder absolute path; relative paths start there
 * @throws ConfigError when `CONFIG_DIR` names a folder that does not exist, or there is a file where a folder should be
 */
export function findConfigFolder(projectFolder: string, env: Environment): ConfigFolder {
  const named = env.CONFIG_DIR;
  if (named !== undefined && named !== '') {
    const folder = resolve(projectFolder, named);
    if (isFolder(folder)) return { folder, usedQuickstart: false };
    const message = isFile(folder)
      ? 'CONFIG_DIR names this file: set it to a folder'
      : 'CONFIG_DIR names this folder, but it does not exist: create it, or unset CONFIG_DIR';
    throw noConfig(projectFolder, folder, message);
  }
  const own = join(projectFolder, 'config');
  if (isFile(own)) throw noConfig(projectFolder, own, 'is a file: make it a folder with base.yaml in it');
  return isFolder(own)
    ? { folder: own, usedQuickstart: false }
    : { folder: join(projectFolder, QUICKSTART), usedQuickstart: true };
}

function noConfig(projectFolder: string, path: string, message: string): ConfigError {
  return new ConfigError([{ file: shownPath(projectFolder, path), line: 1, column: 1, key: '', message }]);
}

/** Path of `base.yaml` in a config folder. */
export function baseFile(folder: string): string {
  return join(folder, 'base.yaml');
}

/** Path of the folder with a file for each leaf. */
export function leavesFolder(folder: string): string {
  return join(folder, 'leaves');
}

/** Path of the file that locks the providers of all stacks: Terraform's dependency lock file. */
export function lockFile(folder: string): string {
  return join(folder, LOCK_FILE);
}

/** Path as the user knows it: relative to the project where it is inside. */
export function shownPath(projectFolder: string, path: string): string {
  const short = relative(projectFolder, path);
  return short.startsWith('..') || isAbsolute(short) ? path : short;
}

/** Whether there is a folder (or a link to one). */
export function isFolder(path: string): boolean {
  return statsOf(path)?.isDirectory() ?? false;
}

/** Whether there is a file (or a link to one). */
export function isFile(path: string): boolean {
  return statsOf(path)?.isFile() ?? false;
}

/** Undefined where there is nothing, where permissions are missing, and where links lead in a circle. */
function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
