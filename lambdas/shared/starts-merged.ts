import { MOST_STARTS } from './starts-text';
import { type Start, START_STEPS } from './starts';

/**
 * All starts of two lists, the oldest first, and the last five of them. A time that the first list knows is kept.
 *
 * @param starts of the same leaf
 */
export function mergedStarts(known: readonly Start[], starts: readonly Start[]): Start[] {
  const byInstance = new Map<string, Start>();
  for (const start of [...known, ...starts]) {
    const before = byInstance.get(start.instanceId);
    byInstance.set(start.instanceId, before === undefined ? start : merged(before, start));
  }
  return [...byInstance.values()].sort(byBegin).slice(-MOST_STARTS);
}

function merged(known: Start, start: Start): Start {
  return { ...start, ...known, times: { ...start.times, ...known.times } };
}

/** The id decides between two that begin at once, so that the order is the same whoever merges. */
function byBegin(a: Start, b: Start): number {
  return begin(a) - begin(b) || (a.instanceId < b.instanceId ? -1 : 1);
}

/** Of one without times it is unknown: it counts as old. */
function begin({ times }: Start): number {
  const all = START_STEPS.flatMap((step) => times[step]?.getTime() ?? []);
  return all.length === 0 ? 0 : Math.min(...all);
}
