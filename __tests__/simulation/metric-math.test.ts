import { compileMetricMath, type Series } from '../../simulation/metric-math';

const _ = undefined;
const evaluate = (expression: string, series: Record<string, Series>, periodSeconds = 60) =>
  compileMetricMath(expression)({ series, periodSeconds });

test('numbers and metrics add, subtract, multiply and divide point by point', () => {
  const series = { a: [60, 120], b: [2, 4] };

  expect(evaluate('a + b', series)).toEqual([62, 124]);
  expect(evaluate('a - (b + 1) * 2', series)).toEqual([54, 110]);
  expect(evaluate('-a / b', series)).toEqual([-30, -30]);
});

test('PERIOD returns the period in seconds', () => {
  expect(evaluate('a / PERIOD(a)', { a: [600] })).toEqual([10]);
  expect(evaluate('a / PERIOD(a)', { a: [600] }, 300)).toEqual([2]);
});

test('PERIOD of a metric without any point has no value, and nothing can be divided by it', () => {
  expect(evaluate('a / PERIOD(b)', { a: [600, 600], b: [_, _] })).toEqual([_, _]);
  expect(evaluate('a / PERIOD(b)', { a: [600, 600], b: [_, 0] })).toEqual([10, 10]);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html, "Basic arithmetic functions"
test('a missing point counts as 0 where the other metric has a point; where both are missing there is no result', () => {
  expect(evaluate('a - b', { a: [5, 5, _, _], b: [1, _, 1, _] })).toEqual([5 - 1, 5, -1, _]);
});

test('a missing point and a number have no result', () => {
  expect(evaluate('a + 1', { a: [1, _] })).toEqual([2, _]);
  expect(evaluate('a < 1', { a: [0, _] })).toEqual([1, _]);
});

test('a division by zero has no result', () => {
  expect(evaluate('a / b', { a: [1, 1], b: [0, 1] })).toEqual([_, 1]);
});

// the same page, the table of "Comparison and logical operators"
test('comparisons return 1 or 0, and a missing point counts as 0 where the other metric has a point', () => {
  const series = { metric1: [30, 20, 0, 0], metric2: [20, _, 20, _] };

  expect(evaluate('metric1 < metric2', series)).toEqual([0, 0, 1, 0]);
  expect(evaluate('metric1 >= 30', series)).toEqual([1, 0, 0, 0]);
});

// the same page, the tables of "Using IF expressions"
describe('AWS’s tables of IF', () => {
  const series = { metric1: [1, 1, 0, 0, _], metric2: [30, _, 0, 0, 30], metric3: [0, 0, 20, _, 20] };

  test.each([
    // where it is false and the third is missing: 0 if the second is a metric, nothing if it is a number
    ['IF(metric1, metric2, metric3)', [30, 0, 20, 0, _]],
    ['IF(metric1, 5, metric3)', [5, 5, 20, _, _]],
    ['IF(metric1, metric2, 5)', [30, 0, 5, 5, _]],
    ['IF(metric1, metric2)', [30, 0, _, _, _]],
  ])('%s', (expression, expected) => {
    expect(evaluate(expression, series)).toEqual(expected);
  });
});

// what Container Activity asks of `presence`, which a function publishes only while somebody knows
test('a metric plus nought times another one is the metric, and 0 where only the other one has a point', () => {
  expect(evaluate('presence + 0*up', { presence: [2, 1, _, 2, _], up: [1, 1, 1, _, _] })).toEqual([2, 1, 0, 2, _]);
});

test.each([
  ['MAX(a)', /metric math 'MAX' with 1 arguments is not supported/],
  ['a % 2', /the operator '%' is not supported/],
  ['a + c', /unknown metric 'c': the known ones are a, b/],
  ['PERIOD(a)', /'PERIOD\(a\)' returns a number, and CloudWatch requires a time series/],
  ['IF(1, 2)', /IF requires a time series/],
  ['[a, b]', /metric math '\[a, b\]' is not supported/],
])('fails on %s', (expression, message) => {
  expect(() => evaluate(expression, { a: [1], b: [1] })).toThrow(message);
});
