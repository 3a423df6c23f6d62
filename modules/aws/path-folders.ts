import { createHash } from 'node:crypto';

import { slug } from './slug';

/**
 * The folder in the file system for each path of a volume: the path as a slug, such as `home-steam-steam`. Paths that differ
 * only in what a slug drops (`/home/steam/Steam`, `/home/steam/.steam`) would share it: the first one listed has it, and the
 * others get a part that is made of the path alone, so that a folder keeps its name whatever is listed after it.
 */
export function pathFolders(paths: readonly string[]): readonly string[] {
  const slugs = paths.map(slug);
  return paths.map((path, index) => {
    const name = slugs[index] ?? '';
    if (slugs.indexOf(name) === index) return name;
    return `${name}-${createHash('sha256').update(path).digest('hex').slice(0, 6)}`;
  });
}
