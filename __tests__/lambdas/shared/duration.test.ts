import { duration } from '../../../lambdas/shared/duration';

test.each([
  [-3, '0 s'],
  [0, '0 s'],
  [59.6, '1 min'],
  [45, '45 s'],
  [98, '1 min 38 s'],
  [120, '2 min'],
  [599, '9 min 59 s'],
  [725, '12 min'],
  [3599, '60 min'],
  [7500, '2 h 5 min'],
  [86_399, '23 h 59 min'],
  [273_600, '3 d 4 h'],
])('writes %d seconds as %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});
