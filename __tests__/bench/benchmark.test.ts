import { median } from '../../bench/benchmark';

test.each([
  [[3], 3],
  [[5, 1, 900], 5],
  [[4, 1, 900, 2], 3],
])('the median of %j is %d', (values, middle) => {
  expect(median(values)).toBe(middle);
});
