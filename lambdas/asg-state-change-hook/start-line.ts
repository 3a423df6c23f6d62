import { duration } from '../shared/duration';
import { type ReadyWhen } from '../shared/ready-when';
import { type Start } from '../shared/starts';

/** What starts last. */
const LAST_PART: Readonly<Record<ReadyWhen, string>> = { answers: 'game', healthy: 'container', runs: 'container' };

/** One part of a start. An end that nobody knows is undefined. */
interface Part {
  readonly name: string;
  readonly from: Date | undefined;
  readonly to: Date | undefined;
}

/**
 * How long a start took and of which parts, from the first that is known of DNS's question, the switch and the launch, e.g.
 * `1 min 52 s: 9 s until AWS was asked, 31 s instance, 48 s image, 24 s game`. A part whose end nobody knows is `unknown`; where all
 * are known they add up. Clocks differ: a time that would be before the one in front of it counts as equal.
 *
 * @returns undefined where its beginning or its end is unknown
 */
export function startLine({ times }: Pick<Start, 'times'>, readyWhen: ReadyWhen): string | undefined {
  const { asked, switched, launching, registered, pulled, ready } = times;
  const begun = switched ?? launching;
  const first = asked ?? begun;
  if (first === undefined || ready === undefined || ready < first) return undefined;
  const parts: readonly Part[] = [
    ...(asked === undefined ? [] : [{ name: 'until AWS was asked', from: asked, to: begun }]),
    { name: 'instance', from: begun, to: registered },
    { name: 'image', from: registered, to: pulled },
    { name: LAST_PART[readyWhen], from: pulled, to: ready },
  ];
  const whole = wholeSeconds(first, [begun, registered, pulled, ready]);
  const texts = parts.map(({ name, from, to }) => {
    const [begin, end] = [whole(from), whole(to)];
    if (begin === undefined || end === undefined) return `${name} unknown`;
    return `${duration(end - begin)} ${name}`;
  });
  return `${duration(whole(ready) ?? 0)}: ${texts.join(', ')}`;
}

/**
 * Whole seconds from the first time to others, never fewer than to a known one in front of it and never more than to the last. Each
 * is rounded from the beginning on, so that differences add up.
 *
 * @param order the times after the first
 */
function wholeSeconds(
  first: Date,
  order: readonly (Date | undefined)[],
): (time: Date | undefined) => number | undefined {
  const last = order.at(-1) ?? first;
  const seconds = new Map<Date, number>([[first, 0]]);
  let reached = first.getTime();
  for (const time of order) {
    if (time === undefined) continue;
    reached = Math.min(Math.max(reached, time.getTime()), last.getTime());
    seconds.set(time, Math.round((reached - first.getTime()) / 1_000));
  }
  return (time) => (time === undefined ? undefined : seconds.get(time));
}
