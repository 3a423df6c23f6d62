import { isMap, isSeq, Pair, Scalar, YAMLMap } from 'yaml';

import { slug } from '../aws/slug';

/**
 * Earlier files of AWS-ContainerManager list their volumes without names. Each gets the name of its first path
 * (`/opt/valheim` → `OptValheim`), not of its position, so that a new volume above it does not rename it.
 */
export function nameListedVolumes(root: unknown): void {
  if (!isMap(root)) return;
  const list = root.get('Volumes', true);
  if (!isSeq(list)) return;
  const named = new YAMLMap();
  named.range = list.range ?? null;
  for (const item of list.items) {
    // keeps both of two with one path: the check of the paths reports them
    const id = new Scalar(unused(idOf(item), named));
    if (isMap(item)) id.range = item.range ?? null;
    named.items.push(new Pair(id, item));
  }
  root.set('Volumes', named);
}

function idOf(volume: unknown): string {
  const paths = isMap(volume) ? volume.get('Paths', true) : undefined;
  const first = isSeq(paths) ? paths.items[0] : undefined;
  const path = isMap(first) ? first.get('Path') : undefined;
  const words = slug(typeof path === 'string' ? path : '') || 'volume';
  return words
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

function unused(id: string, taken: YAMLMap): string {
  let candidate = id;
  for (let count = 2; taken.has(candidate); count += 1) candidate = `${id}${count}`;
  return candidate;
}
