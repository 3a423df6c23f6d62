import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The project's folder. */
export const PROJECT = resolve(__dirname, '../..');

// what .gitignore names, and config/, which is the user's
const NOT_OURS = new Set(['node_modules', '.git', '.terraform', 'cdktf.out', 'coverage', 'plans', 'config']);

/** Paths of the project's own files, relative to its folder: what git tracks, or without git what lies there. */
export function projectFiles(): string[] {
  const { stdout } = spawnSync('git', ['ls-files', '-z'], { cwd: PROJECT, encoding: 'utf8' });
  // without git it is null; elsewhere in somebody's repository it is empty
  const tracked = (stdout as string | null)?.split('\0').filter((path) => path !== '') ?? [];
  if (tracked.length === 0) return filesIn('');
  return tracked.filter((path) => isOurs(path) && existsSync(join(PROJECT, path)));
}

function filesIn(folder: string): string[] {
  return readdirSync(join(PROJECT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!isOurs(path)) return [];
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}

function isOurs(path: string): boolean {
  const [first = ''] = path.split('/');
  return !NOT_OURS.has(first);
}
