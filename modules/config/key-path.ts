import { isMap, isNode, isScalar, isSeq } from 'yaml';

/** Where a value is in its file: keys of maps and indexes of lists, from the outside in. */
export type Path = readonly PropertyKey[];

/** `Container.Ports[0]`. */
export function keyText(path: Path): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`))
    .join('');
}

/** Name of a key of a map. */
export function keyName(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}

/** Offset at which a node begins; undefined where it is not written. */
export function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

/** Path of the key that begins at an offset, below a node; undefined where there is none. */
export function pathOfKeyAt(offset: number, node: unknown, path: Path = []): Path | undefined {
  if (isMap(node)) {
    for (const { key, value } of node.items) {
      const own = [...path, keyName(key)];
      const found = startOf(key) === offset ? own : pathOfKeyAt(offset, value, own);
      if (found !== undefined) return found;
    }
  }
  if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) {
      const found = pathOfKeyAt(offset, item, [...path, index]);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
