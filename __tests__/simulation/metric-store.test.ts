import { MetricStore } from '../../simulation/metric-store';

const identity = { namespace: 'AWS/EC2', metricName: 'NetworkIn', dimensions: { AutoScalingGroupName: 'asg' } };
const storeOf = (values: readonly (number | undefined)[], delayMinutes = 0) => {
  const store = new MetricStore(() => delayMinutes);
  values.forEach((value, minute) => {
    if (value !== undefined) store.put(identity, minute, value);
  });
  return store;
};
const read = (store: MetricStore, window: Partial<Parameters<MetricStore['read']>[1]>) =>
  store.read({ ...identity, statistic: 'Sum' }, { periodSeconds: 60, count: 3, until: 3, now: 3, ...window });

test('reads one value for each period, oldest first; a period without data has no value', () => {
  expect(read(storeOf([1, undefined, 3]), {})).toEqual([1, undefined, 3]);
  expect(read(storeOf([1, 2, 3]), { count: 5 })).toEqual([undefined, undefined, 1, 2, 3]);
});

test.each([
  ['Sum', 6],
  ['Minimum', 1],
  ['Maximum', 3],
  ['Average', 2],
  ['SampleCount', 3],
] as const)('a longer period aggregates its minutes: %s', (statistic, expected) => {
  const store = storeOf([2, 1, 3]);

  expect(store.read({ ...identity, statistic }, { periodSeconds: 180, count: 1, until: 3, now: 3 })).toEqual([
    expected,
  ]);
});

test('values that arrive late are missing until they can be read', () => {
  const store = storeOf([1, 2, 3], 2);

  expect(read(store, { now: 3 })).toEqual([1, undefined, undefined]);
  expect(read(store, { now: 5 })).toEqual([1, 2, 3]);
});

test('a value that was sent before its minute is read in its minute, and hides that a later one is missing', () => {
  const store = new MetricStore(() => 2);
  store.put(identity, 3, 1, 1);

  expect(read(store, { until: 3, now: 3 })).toEqual([undefined, undefined, undefined]);
  expect(read(store, { until: 4, now: 4 })).toEqual([undefined, undefined, 1]);
});

test('a minute has all values that were sent for it', () => {
  const store = storeOf([1]);
  store.put(identity, 0, 5);

  expect(read(store, { count: 1, until: 1, now: 1 })).toEqual([6]);
  expect(store.read({ ...identity, statistic: 'Maximum' }, { periodSeconds: 60, count: 1, until: 1, now: 1 })).toEqual([
    5,
  ]);
});

test('no value after the window is read', () => {
  expect(read(storeOf([1, 2, 3]), { until: 2, count: 2, now: 2 })).toEqual([1, 2]);
});

test('a metric with other dimensions is another metric', () => {
  const store = storeOf([1]);

  expect(
    store.read(
      { ...identity, dimensions: { AutoScalingGroupName: 'other' }, statistic: 'Sum' },
      { periodSeconds: 60, count: 1, until: 1, now: 1 },
    ),
  ).toEqual([undefined]);
});
