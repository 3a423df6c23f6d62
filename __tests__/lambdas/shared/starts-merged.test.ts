import { mergedStarts } from '../../../lambdas/shared/starts-merged';
import { type Start } from '../../../lambdas/shared/starts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 29, 20, minute));
const start = (instanceId: string, times: Start['times'], more: Partial<Start> = {}): Start => ({
  instanceId,
  ...more,
  times,
});

test('a time that is known is kept, and what is new is added', () => {
  const known = start('i-1', { switched: at(0), launching: at(1) }, { by: 'dns' });
  const news = start('i-1', { switched: at(9), ready: at(5) }, { by: 'cli', instanceType: 'm7i.large' });

  expect(mergedStarts([known], [news])).toEqual([
    start('i-1', { switched: at(0), launching: at(1), ready: at(5) }, { by: 'dns', instanceType: 'm7i.large' }),
  ]);
});

test('the oldest start is the first, whichever list has it, and the last five are kept', () => {
  const [one, two, three, four, five, six] = [1, 2, 3, 4, 5, 6].map((n) => start(`i-${n}`, { launching: at(n) }));

  expect(mergedStarts([two!, one!, six!], [four!, three!, five!])).toEqual([two, three, four, five, six]);
});

test('two that begin at once have the same order whoever merges', () => {
  const [a, b] = [start('i-a', { launching: at(0) }), start('i-b', { launching: at(0) })];

  expect(mergedStarts([a], [b])).toEqual(mergedStarts([b], [a]));
});
