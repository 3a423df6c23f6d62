import { type Named } from './fit';
import { proseLength } from './markdown';
import { type WidenedAccess } from './widened-access';

/** A line that names several things at once. */
export interface NamingAccess extends WidenedAccess {
  readonly named: Named;
}

/** So much of the names is in the first line, so that the first lines of many stacks have room, and in each that follows. */
const [FIRST_LENGTH, LENGTH] = [100, 280];

/** Characters that become several on the page count as those. */
const WRITTEN_LENGTH = 2 * LENGTH;

/** Names, divided so that each part fits into a line of the page. A name that is too long for one is in a part of its own. */
export function partsOfNames(names: readonly string[]): string[][] {
  const parts: string[][] = [];
  let [length, written] = [0, 0];
  for (const name of names) {
    const last = parts.at(-1);
    [length, written] = [length + name.length + 2, written + proseLength(name) + 2];
    const limit = parts.length > 1 ? LENGTH : FIRST_LENGTH;
    if (last !== undefined && length <= limit && written <= WRITTEN_LENGTH) last.push(name);
    else {
      parts.push([name]);
      [length, written] = [name.length, proseLength(name)];
    }
  }
  return parts;
}

/** Items by what they have in common, each group in the order of its first item. */
export function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => unknown): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = JSON.stringify(keyOf(item));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

/**
 * Lines in an order in which no stack pushes another out: the first of each stack, then the second of each, and so on.
 *
 * @param lists the lines of each group; the second line of one comes after the first of all others
 */
export function inRounds<Line extends WidenedAccess>(lists: readonly (readonly Line[])[]): Line[] {
  const longest = lists.reduce((most, { length }) => Math.max(most, length), 0);
  const lines = Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list[index] ?? [])).flat();
  const counts = new Map<string, number>();
  return lines
    .map((line) => {
      const round = counts.get(line.stack) ?? 0;
      counts.set(line.stack, round + 1);
      return { line, round };
    })
    .sort((one, other) => one.round - other.round)
    .map(({ line }) => line);
}
