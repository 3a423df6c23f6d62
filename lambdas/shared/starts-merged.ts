import { MOST_STARTS } from './starts-text';
import { type Start, START_STEPS, type StartStep } from './starts';

/** ECS knows them of each task anew. */
const OF_TASK = ['pulling', 'pulled', 'started'] as const;

/**
 * All starts of two lists, the oldest first, and the last five of them. A time that the first list knows is kept; of a container that another one
 * replaced before people could connect, the other one's times count.
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
  const times: Start['times'] = { ...start.times, ...known.times };
  const others = Object.entries(times).filter(([step]) => OF_TASK.every((one) => one !== step));
  return {
    ...start,
    ...known,
    times: { ...Object.fromEntries(others), ...ofTask([known.times, start.times], times.ready) },
  };
}

/** The newest time of each step that is not after people could connect, and none of a container from before the newest pull. */
function ofTask(both: readonly Start['times'][], ready: Date | undefined): Start['times'] {
  const newest = (step: StartStep) =>
    both
      .flatMap((times) => times[step] ?? [])
      .filter((time) => ready === undefined || time <= ready)
      .reduce<Date | undefined>((a, b) => (a !== undefined && a > b ? a : b), undefined);
  const pulling = newest('pulling');
  const found = OF_TASK.flatMap((step) => {
    const time = newest(step);
    return time === undefined || (pulling !== undefined && time < pulling) ? [] : [[step, time] as const];
  });
  return Object.fromEntries(found);
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
