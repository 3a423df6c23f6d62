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

describe('of a container that another one replaced before people could connect', () => {
  const first = start('i-1', { registered: at(1), pulling: at(2), pulled: at(3), started: at(4) });
  const second = start('i-1', { registered: at(1), pulling: at(5), pulled: at(6), started: at(7), ready: at(8) });
  const third = start('i-1', { pulling: at(9), pulled: at(10), started: at(11) });

  test('the newest times count, whichever list has them', () => {
    expect(mergedStarts([first], [second])).toEqual([second]);
    expect(mergedStarts([second], [first])).toEqual([second]);
  });

  test('its times are forgotten as soon as the image of the next one is pulled', () => {
    const pulling = start('i-1', { pulling: at(5) });
    const expected = start('i-1', { registered: at(1), pulling: at(5) });

    expect(mergedStarts([first], [pulling])).toEqual([expected]);
    expect(mergedStarts([pulling], [first])).toEqual([expected]);
  });

  test('one that came after people could connect does not count, whichever list has it', () => {
    expect(mergedStarts([second], [third])).toEqual([second]);
    expect(mergedStarts([third], [second])).toEqual([second]);
  });
});
