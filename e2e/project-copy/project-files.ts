import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The project's folder. */
export const PROJECT = resolve(__dirname, '../..');

/** The user's own files. */
const USERS = new Set(['config']);
/** What .gitignore names, for a folder without git. */
const IGNORED = new Set([
  'node_modules',
  '.git',
  '.terraform',
  'cdktf.out',
  'coverage',
  'plans',
  'terraform.tfstate.d',
]);

/**
 * Paths of the project's own files, relative to its folder: what git tracks or would add. In a folder without git: all
 * files that .gitignore does not name.
 */
export function projectFiles(): string[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { stdout } = spawnSync('git', args, { cwd: PROJECT, encoding: 'utf8' });
  // without git it is null; in a folder that somebody else's repository ignores it is empty
  const known = (stdout as string | null)?.split('\0').filter((path) => path !== '') ?? [];
  if (known.length === 0) return filesIn('');
  return known.filter((path) => !USERS.has(topOf(path)) && existsSync(join(PROJECT, path)));
}

function filesIn(folder: string): string[] {
  return readdirSync(join(PROJECT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (USERS.has(topOf(path)) || IGNORED.has(topOf(path))) return [];
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}

/** The file or folder in the project's folder that holds a path. */
export function topOf(path: string): string {
  const [top = ''] = path.split('/');
  return top;
}
