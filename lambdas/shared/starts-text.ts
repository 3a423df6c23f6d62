import { fields } from './event-fields';
import { type Start, START_STEPS, type UsualStart } from './starts';

/** How many starts the record keeps. */
export const MOST_STARTS = 5;

/** Characters of a parameter of the Standard tier: https://docs.aws.amazon.com/general/latest/gr/ssm.html */
export const LONGEST_PARAMETER = 4_096;

/** Longer words are not EC2's or a waker's. */
const LONGEST_WORD = 64;

/** Fewer say too little of the next one. */
const FEWEST_FOR_USUAL = 3;

/**
 * As a parameter's value: JSON of one flat object a start, so that it has no `{{`, which a parameter must not have. The last five, and fewer where a
 * parameter would not hold them.
 *
 * @param starts the oldest first
 */
export function startsText(starts: readonly Start[]): string {
  const written = starts.slice(-MOST_STARTS).map(asWritten);
  while (JSON.stringify(written).length > LONGEST_PARAMETER) written.shift();
  return JSON.stringify(written);
}

function asWritten({ instanceId, instanceType, by, times }: Start): Record<string, string> {
  const steps = START_STEPS.flatMap((step) => {
    const time = times[step];
    return time === undefined ? [] : [[step, time.toISOString()] as const];
  });
  return {
    instanceId,
    ...(instanceType !== undefined && { instanceType }),
    ...(by !== undefined && { by }),
    ...Object.fromEntries(steps),
  };
}

/**
 * The starts in a parameter's value, the oldest first. What it does not understand it leaves out: another version may have written it.
 *
 * @param text undefined, empty or broken: no starts
 */
export function readStarts(text: string | undefined): Start[] {
  return listIn(text).flatMap((found) => {
    const values = fields(found);
    const instanceId = word(values.instanceId);
    if (instanceId === undefined) return [];
    const instanceType = word(values.instanceType);
    const by = word(values.by);
    const times = START_STEPS.flatMap((step) => {
      const time = new Date(word(values[step]) ?? '');
      return Number.isNaN(time.getTime()) ? [] : [[step, time] as const];
    });
    return [
      {
        instanceId,
        ...(instanceType !== undefined && { instanceType }),
        ...(by !== undefined && { by }),
        times: Object.fromEntries(times),
      },
    ];
  });
}

function listIn(text = ''): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

function word(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_WORD ? value : undefined;
}

/**
 * Seconds from the turned switch (where that is unknown: from the launch) until people could connect.
 *
 * @returns undefined where one end is unknown, or they are in the wrong order
 */
export function startSeconds({ times }: Start): number | undefined {
  const begin = times.switched ?? times.launching;
  if (begin === undefined || times.ready === undefined || times.ready < begin) return undefined;
  return (times.ready.getTime() - begin.getTime()) / 1_000;
}

/**
 * How long starts take, of those that are known from the turned switch until people could connect. In whole seconds.
 *
 * @returns undefined where fewer than three are known
 */
export function usualStart(starts: readonly Start[]): UsualStart | undefined {
  const seconds = starts
    .flatMap((start) => startSeconds(start) ?? [])
    .map(Math.round)
    .sort((a, b) => a - b);
  const [shortest, longest] = [seconds.at(0), seconds.at(-1)];
  if (shortest === undefined || longest === undefined || seconds.length < FEWEST_FOR_USUAL) return undefined;
  return { median: medianOf(seconds), shortest, longest };
}

/** @param sorted not empty */
function medianOf(sorted: readonly number[]): number {
  const half = Math.floor(sorted.length / 2);
  const middle = sorted.length % 2 === 0 ? sorted.slice(half - 1, half + 1) : sorted.slice(half, half + 1);
  return Math.round(middle.reduce((sum, value) => sum + value, 0) / middle.length);
}
