import { failedLaunch } from '../../../lambdas/shared/failed-launch';
import { type ScalingActivity } from '../../../lambdas/shared/scaling-activities';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 20, minute));
const launch = (minute: number, more: Partial<ScalingActivity> = {}): ScalingActivity => ({
  kind: 'launch',
  failed: true,
  cancelled: false,
  startedAt: at(minute),
  endedAt: at(minute),
  message: 'no capacity in the Availability Zone you requested',
  zone: 'a',
  ...more,
});
const zones = ['a', 'b'];
const notes = new Map<string, string>();

test('finds no failure where nothing was launched', () => {
  expect(failedLaunch([], { zones, notes }, at(0))).toBeUndefined();
});

test('counts a reason that concerns one zone when every zone was tried', () => {
  const [b, a] = [launch(1, { zone: 'b' }), launch(0)];

  expect(failedLaunch([a], { zones, notes }, at(1))).toBeUndefined();
  expect(failedLaunch([b, a], { zones, notes }, at(1))).toBe(b);
  expect(failedLaunch([a], { zones: ['a'], notes }, at(1))).toBe(a);
});

test('counts a reason that concerns one zone when no other zone was tried for two minutes', () => {
  const a = launch(0);

  expect(failedLaunch([a], { zones, notes }, at(2))).toBeUndefined();
  expect(failedLaunch([a], { zones, notes }, at(3))).toBe(a);
});

describe('of a leaf with fallback types', () => {
  const types = ['m7i-flex.large', 'm6i.large'];
  const without = (type: string) => ({
    message: `Could not launch On-Demand Instances. InsufficientInstanceCapacity - We currently do not have sufficient ${type} capacity in the Availability Zone you requested (a). Launching EC2 instance failed.`,
  });
  const first = launch(0, without('m7i-flex.large'));

  test('waits for the next type while one failed alone, for two minutes at most', () => {
    expect(failedLaunch([first], { zones: ['a'], notes }, at(1), types)).toBeUndefined();
    expect(
      failedLaunch([launch(2, without('m7i-flex.large')), first], { zones: ['a'], notes }, at(2), types),
    ).toBeUndefined();
    expect(
      failedLaunch([launch(3, without('m7i-flex.large')), first], { zones: ['a'], notes }, at(3), types),
    ).toMatchObject({
      startedAt: at(3),
    });
  });

  test('counts when every type failed in every zone', () => {
    const second = launch(1, without('m6i.large'));

    expect(failedLaunch([second, first], { zones: ['a'], notes }, at(1), types)).toBe(second);
    expect(failedLaunch([second, first], { zones, notes }, at(1), types)).toBeUndefined();
  });

  test('asks for each type in each zone, not for each type in any', () => {
    const inB = (type: string) => launch(1, { ...without(type), zone: 'b' });
    const newest = inB('m6i.large');

    expect(failedLaunch([newest, first], { zones, notes }, at(1), types)).toBeUndefined();
    expect(failedLaunch([newest, inB('m7i-flex.large'), first], { zones, notes }, at(1), types)).toBeUndefined();
    expect(
      failedLaunch(
        [newest, inB('m7i-flex.large'), launch(0, without('m6i.large')), first],
        { zones, notes },
        at(1),
        types,
      ),
    ).toBe(newest);
  });

  test('does not take a type for one whose name ends alike', () => {
    const inf1 = launch(0, without('inf1.2xlarge'));

    expect(failedLaunch([inf1], { zones: ['a'], notes }, at(0), ['inf1.2xlarge', 'f1.2xlarge'])).toBeUndefined();
  });

  test.each([
    'We currently do not have sufficient m7i-flex.large capacity to launch On-Demand instances.',
    'InsufficientInstanceCapacity - There is no capacity.',
    'Your requested instance type (m7i-flex.large) is not supported in your Region.',
    'Unsupported - The requested configuration cannot be launched.',
  ])('waits for the next type also where AWS names no zone: %s', (message) => {
    const failure = launch(0, { message });

    expect(failedLaunch([failure], { zones: ['a'], notes }, at(2), types)).toBeUndefined();
    expect(failedLaunch([failure], { zones: ['a'], notes }, at(3), types)).toBe(failure);
    expect(failedLaunch([failure], { zones: ['a'], notes }, at(0))).toBe(failure);
  });

  test('does not wait where AWS gives a reason that concerns every type', () => {
    const failure = launch(0, { message: 'VcpuLimitExceeded - You have requested more vCPU capacity' });

    expect(failedLaunch([failure], { zones, notes }, at(0), types)).toBe(failure);
  });

  test('does not count failures of an earlier wake-up', () => {
    const [next, old] = [launch(10, without('m6i.large')), launch(0, without('m7i-flex.large'))];
    const woken = new Map([['woken-by', `${at(9).toISOString()} cli`]]);
    const slept = launch(5, { kind: 'terminate', failed: false, message: '' });
    const one = { zones: ['a'] };

    expect(failedLaunch([next, old], { ...one, notes: woken }, at(10), types)).toBeUndefined();
    expect(failedLaunch([next, slept, old], { ...one, notes }, at(10), types)).toBeUndefined();
    expect(failedLaunch([next, slept, old], { ...one, notes }, at(13), types)).toBe(next);
    // AWS has not tried since
    expect(failedLaunch([old], { ...one, notes: woken }, at(10), types)).toBeUndefined();
  });

  test('counts what AWS says of the whole request at once', () => {
    const failure = launch(0, {
      message:
        'Could not launch On-Demand Instances. UnfulfillableCapacity - Unable to fulfill capacity due to your request configuration. Please adjust your request and try again. Launching EC2 instance failed.',
    });

    expect(failedLaunch([failure], { zones: ['a'], notes }, at(0), types)).toBe(failure);
  });
});

test('does not count a zone that an earlier wake-up tried', () => {
  const [b, a] = [launch(10, { zone: 'b' }), launch(0)];

  expect(
    failedLaunch([b, a], { zones, notes: new Map([['woken-by', `${at(9).toISOString()} page`]]) }, at(10)),
  ).toBeUndefined();
});

test('counts any other reason at once', () => {
  const failure = launch(0, { message: 'You have requested more vCPU capacity than your current vCPU limit' });

  expect(failedLaunch([failure], { zones, notes }, at(0))).toBe(failure);
});

test('ignores failures before a launch that is in progress or succeeded', () => {
  expect(failedLaunch([launch(1, { failed: false }), launch(0)], { zones: ['a'], notes }, at(5))).toBeUndefined();
});

test('ignores terminations', () => {
  const failure = launch(0);

  expect(failedLaunch([launch(1, { kind: 'terminate' }), failure], { zones: ['a'], notes }, at(1))).toBe(failure);
});

test('ignores a failure that was told, also when it counts zones', () => {
  const told = new Map([['failed-launches', at(1).toISOString()]]);

  expect(failedLaunch([launch(1)], { zones: ['a'], notes: told }, at(9))).toBeUndefined();
  expect(failedLaunch([launch(2, { zone: 'b' }), launch(1)], { zones, notes: told }, at(2))).toBeUndefined();
});
