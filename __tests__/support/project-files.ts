import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The project's folder. */
export const PROJECT = resolve(__dirname, '../..');

// what .gitignore names, git itself, and config/, which is the user's
const NOT_OURS = new Set(['node_modules', '.git', '.terraform', 'cdktf.out', 'coverage', 'plans', 'config']);

/** Paths of the project's own files, relative to its folder. */
export function projectFiles(folder = ''): string[] {
  return readdirSync(join(PROJECT, folder), { withFileTypes: true }).flatMap((entry) => {
    if (folder === '' && NOT_OURS.has(entry.name)) return [];
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    return entry.isDirectory() ? projectFiles(path) : [path];
  });
}
