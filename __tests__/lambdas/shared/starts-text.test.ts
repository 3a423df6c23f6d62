import {
  LONGEST_PARAMETER,
  readStarts,
  startSeconds,
  startsText,
  usualStart,
} from '../../../lambdas/shared/starts-text';
import { type Start, START_STEPS } from '../../../lambdas/shared/starts';

const SWITCHED = new Date('2026-11-29T20:16:00.000Z');

/** A start that took that long from the switch. */
function startOf(seconds: number, instanceId = 'i-1'): Start {
  return { instanceId, times: { switched: SWITCHED, ready: new Date(SWITCHED.getTime() + seconds * 1_000) } };
}

/** One with the longest words and all times. */
function longestStart(index: number): Start {
  return {
    instanceId: `i-0123456789abcdef${index}`,
    instanceType: 'u7inh-32tb.480xlarge',
    by: 'discord',
    times: Object.fromEntries(START_STEPS.map((step) => [step, new Date('2026-11-29T20:16:00.123Z')])),
  };
}

test('starts that were written are read again', () => {
  const start: Start = {
    instanceId: 'i-1',
    instanceType: 'm7i-flex.large',
    by: 'dns',
    times: { asked: new Date('2026-11-29T20:15:51.250Z'), switched: SWITCHED },
  };

  expect(startsText([start])).toBe(
    '[{"instanceId":"i-1","instanceType":"m7i-flex.large","by":"dns","asked":"2026-11-29T20:15:51.250Z","switched":"2026-11-29T20:16:00.000Z"}]',
  );
  expect(readStarts(startsText([start, startOf(60)]))).toEqual([start, startOf(60)]);
});

test('no starts are an empty list', () => {
  expect(startsText([])).toBe('[]');
  expect(readStarts('[]')).toEqual([]);
});

test('the last five are kept', () => {
  const starts = [1, 2, 3, 4, 5, 6].map((index) => startOf(60, `i-${index}`));

  expect(readStarts(startsText(starts))).toEqual(starts.slice(1));
});

test('five of the longest fit into a parameter, without what a parameter must not have', () => {
  const text = startsText([1, 2, 3, 4, 5].map(longestStart));

  expect(readStarts(text)).toHaveLength(5);
  expect(text.length).toBeLessThanOrEqual(LONGEST_PARAMETER);
  expect(text).not.toContain('{{');
});

test('where words are longer than they can be, the oldest starts go', () => {
  const starts = [1, 2, 3, 4, 5].map((index) => ({ ...longestStart(index), by: 'b'.repeat(1_000) }));

  const text = startsText(starts);

  expect(text.length).toBeLessThanOrEqual(LONGEST_PARAMETER);
  expect(JSON.parse(text)).toHaveLength(2);
});

test.each([undefined, '', ' ', 'null', '{}', '"starts"', '[{"instanceId":"i-1"'])('%p has no starts', (text) => {
  expect(readStarts(text)).toEqual([]);
});

test('what another version wrote is left out where it is not understood', () => {
  const text = JSON.stringify([
    1,
    null,
    'i-1',
    {},
    { instanceId: 7 },
    { instanceId: 'i-2', instanceType: 5, by: '', warmed: '2026-11-29T20:15:00Z', switched: 'soon', launched: null },
    { instanceId: 'i-3', ready: '2026-11-29T20:16:00Z' },
  ]);

  expect(readStarts(text)).toEqual([
    { instanceId: 'i-2', times: {} },
    { instanceId: 'i-3', times: { ready: SWITCHED } },
  ]);
});

test('a start is measured from the switch, or from its launch where the switch is unknown', () => {
  const launching = new Date('2026-11-29T20:16:10.000Z');
  const ready = new Date('2026-11-29T20:17:00.500Z');

  expect(startSeconds({ instanceId: 'i-1', times: { switched: SWITCHED, launching, ready } })).toBe(60.5);
  expect(startSeconds({ instanceId: 'i-1', times: { launching, ready } })).toBe(50.5);
});

test.each<[string, Start['times']]>([
  ['has not ended', { switched: SWITCHED }],
  ['has no known begin', { ready: SWITCHED }],
  ['would have taken less than no time', { switched: SWITCHED, ready: new Date(SWITCHED.getTime() - 1) }],
])('a start that %s has no length', (_, times) => {
  expect(startSeconds({ instanceId: 'i-1', times })).toBeUndefined();
});

test('what is usual are the median and the range', () => {
  expect(usualStart([startOf(112.4), startOf(80), startOf(240)])).toEqual({ median: 112, shortest: 80, longest: 240 });
  expect(usualStart([100, 200, 90, 110].map((seconds) => startOf(seconds)))).toEqual({
    median: 105,
    shortest: 90,
    longest: 200,
  });
});

test('starts that did not end do not count in what is usual', () => {
  const unfinished = { instanceId: 'i-9', times: { switched: SWITCHED } };

  expect(usualStart([startOf(80), unfinished, startOf(90), unfinished, startOf(100)])).toEqual({
    median: 90,
    shortest: 80,
    longest: 100,
  });
});

test('of fewer than three starts nothing is usual', () => {
  expect(usualStart([])).toBeUndefined();
  expect(usualStart([startOf(80), startOf(90)])).toBeUndefined();
  expect(usualStart([startOf(80), startOf(90), { instanceId: 'i-9', times: { switched: SWITCHED } }])).toBeUndefined();
});
