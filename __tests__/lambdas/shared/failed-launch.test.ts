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
