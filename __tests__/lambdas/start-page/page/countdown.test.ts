import fc from 'fast-check';

import { countdown } from '../../../../lambdas/start-page/page/countdown';

const USUAL = { median: 112, shortest: 98, longest: 187 };

test.each([
  [undefined, 30, { kind: 'first', seconds: 30 }],
  [USUAL, 0, { kind: 'left', seconds: 0, left: 120, part: 0 }],
  [USUAL, 28, { kind: 'left', seconds: 28, left: 90, part: 0.25 }],
  [USUAL, 56, { kind: 'left', seconds: 56, left: 60, part: 0.5 }],
  [USUAL, 111, { kind: 'left', seconds: 111, left: 5, part: 111 / 112 }],
  [USUAL, 112, { kind: 'soon', seconds: 112 }],
  [USUAL, 187, { kind: 'soon', seconds: 187 }],
  [USUAL, 188, { kind: 'longer', seconds: 188 }],
])('of %j after %d s', (usual, seconds, expected) => {
  expect(countdown(usual, seconds)).toEqual(expected);
});

test('never says a negative time, and promises nothing past the median', () => {
  const time = fc.integer({ min: 0, max: 3_600 });
  fc.assert(
    fc.property(fc.tuple(time, time, time), time, (times, seconds) => {
      const [shortest = 0, median = 0, longest = 0] = times.toSorted((a, b) => a - b);
      const said = countdown({ shortest, median, longest }, seconds);

      if (said.kind === 'left') {
        expect(said.left).toBeGreaterThanOrEqual(median - seconds);
        expect(said.left).toBeGreaterThan(0);
        expect(said.part).toBeLessThan(1);
      } else expect(seconds).toBeGreaterThanOrEqual(median);
    }),
  );
});
