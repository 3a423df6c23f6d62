import { endStay } from '../../../lambdas/asg-state-change-hook/end-stay';
import { type GroupState } from '../../../lambdas/shared/group-state';
import { sleepingGroup } from '../../support/group-state';

const STAY = { 'woken-by': '2026-11-29T20:00:00.000Z stay', played: '2026-11-29T19:00:00.000Z' };

async function forgottenOf(state: GroupState): Promise<readonly string[]> {
  jest.spyOn(console, 'info').mockImplementation();
  const forgotten: string[] = [];
  const never = () => Promise.reject(new Error('unexpected'));
  const forget = (keys: readonly string[]) => {
    forgotten.push(...keys);
    return Promise.resolve();
  };
  const group = {
    forget,
    read: never,
    activities: never,
    activitiesUntil: never,
    sleep: never,
    endTerminationWait: never,
    note: never,
  };
  await endStay({ group }, state);
  return forgotten;
}

test('forgets that a leaf stays asleep once it wants an instance', async () => {
  expect(await forgottenOf(sleepingGroup(STAY, { desiredCapacity: 1 }))).toEqual(['woken-by']);
});

test('leaves it alone while it sleeps, also while its instance is terminated', async () => {
  const instances = [{ id: 'i-1', lifecycleState: 'Terminating:Wait' }];

  expect(await forgottenOf(sleepingGroup(STAY))).toEqual([]);
  expect(await forgottenOf(sleepingGroup(STAY, { instances }))).toEqual([]);
});

test('changes nothing of a leaf that is awake without it', async () => {
  expect(await forgottenOf(sleepingGroup({}, { desiredCapacity: 1 }))).toEqual([]);
  const woken = { 'woken-by': '2026-11-29T20:00:00.000Z cli' };
  expect(await forgottenOf(sleepingGroup(woken, { desiredCapacity: 1 }))).toEqual([]);
});
