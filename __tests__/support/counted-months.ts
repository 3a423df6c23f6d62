import fc from 'fast-check';

import { type MonthFacts } from '../../lambdas/shared/month-minutes';
import { type MonthNote } from '../../lambdas/shared/month-note';
import { type ScalingActivity } from '../../lambdas/shared/scaling-activities';

const MINUTE = 60_000;
const DAY = 24 * 60;
/** AWS keeps activities for six weeks. */
const KEPT = 42 * DAY;

/** An instance of a group, by whole minutes since the first of them could begin. */
export interface PastInstance {
  readonly start: number;
  /** Until its termination begins. */
  readonly runs: number;
  /** Until it is gone after that. */
  readonly drains: number;
  /**
   * `died`: AWS gave the launch up, since the instance was not healthy, and terminated it. `none`: no instance came of it.
   * `cancelled`: somebody ended the launch halfway. `retried`: its termination failed once.
   */
  readonly fate: 'ran' | 'died' | 'none' | 'cancelled' | 'retried';
  /** Whether the group's list has let it go before AWS wrote the end of its termination. */
  readonly leavesEarly: boolean;
}

/** 75 days of a group, which end at `now`. */
export interface PastGroup {
  readonly instances: readonly PastInstance[];
  /** Minute in which the group was created: what is older was of a deleted group of the same name. */
  readonly created: number;
  readonly end: Date;
}

const LENGTH = 75 * DAY;

const instance: fc.Arbitrary<PastInstance> = fc
  .record({
    start: fc.nat(LENGTH),
    runs: fc.oneof({ weight: 5, arbitrary: fc.nat(600) }, { weight: 1, arbitrary: fc.nat(60 * DAY) }),
    drains: fc.oneof({ weight: 5, arbitrary: fc.nat(10) }, { weight: 1, arbitrary: fc.nat(2 * DAY) }),
    fate: fc.constantFrom('ran', 'ran', 'ran', 'died', 'none', 'cancelled', 'retried'),
    leavesEarly: fc.boolean(),
  })
  // an instance dies in the minutes in which it boots
  .map((one) => (one.fate === 'died' ? { ...one, runs: one.runs % 60, drains: one.drains % 10 } : one));

export const pastGroup: fc.Arbitrary<PastGroup> = fc
  .record({
    instances: fc.array(instance, { maxLength: 15 }),
    created: fc.oneof(fc.constant(0), fc.nat(LENGTH)),
    end: fc
      .oneof(
        fc.nat(365 * DAY),
        fc.nat(12).map((month) => Date.UTC(2026, month) / MINUTE - Date.UTC(2026, 0) / MINUTE),
      )
      .map((minutes) => new Date(Date.UTC(2026, 0) + minutes * MINUTE)),
  })
  // the deleted group's terminations began before the next one could be created
  .map(({ instances, created, end }) => ({
    instances: instances.map((one) =>
      one.start < created ? { ...one, runs: Math.min(one.runs, created - 1 - one.start) } : one,
    ),
    created,
    end,
  }));

/** A time of the group, by its minute. */
export function timeOf({ end }: PastGroup, minute: number): Date {
  return new Date(end.getTime() + (minute - LENGTH) * MINUTE);
}

/** The last minute. */
export const LAST = LENGTH;

/** What AWS shows of the group at a minute, the newest first. */
export function activitiesAt(group: PastGroup, now: number): ScalingActivity[] {
  return group.instances
    .flatMap((one, index) => activitiesOf(group, one, `i-${index}`, now))
    .filter(({ startedAt }) => startedAt >= timeOf(group, now - KEPT))
    .sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime());
}

function activitiesOf(group: PastGroup, one: PastInstance, instanceId: string, now: number): ScalingActivity[] {
  const { start, fate } = one;
  const [leaving, gone] = [start + one.runs, start + one.runs + one.drains];
  const begun = (minute: number) => minute <= now;
  const activity = (
    kind: ScalingActivity['kind'],
    minute: number,
    more: Partial<ScalingActivity>,
  ): ScalingActivity => ({
    kind,
    failed: false,
    cancelled: false,
    startedAt: timeOf(group, minute),
    message: '',
    ...more,
  });
  if (fate === 'none') return begun(start) ? [activity('launch', start, { failed: true })] : [];
  const failed = fate === 'died';
  const cancelled = failed || fate === 'cancelled';
  return [
    ...(begun(start) ? [activity('launch', start, { instanceId, failed, cancelled })] : []),
    ...(begun(leaving) && fate === 'retried'
      ? [activity('terminate', leaving, { instanceId, failed: true, endedAt: timeOf(group, leaving) })]
      : []),
    ...(begun(leaving)
      ? [activity('terminate', leaving, { instanceId, ...(begun(gone) && { endedAt: timeOf(group, gone) }) })]
      : []),
  ];
}

/** What a count at that minute is made from. */
export function factsAt(group: PastGroup, now: number, counted?: MonthNote): MonthFacts {
  const instances = group.instances.flatMap(({ start, runs, drains, fate, leavesEarly }, index) => {
    const until = start + runs + (leavesEarly ? 0 : drains);
    if (fate === 'none' || start < group.created || start > now || now >= until) return [];
    return [{ id: `i-${index}`, launchedAt: timeOf(group, start) }];
  });
  return {
    activities: activitiesAt(group, now),
    instances,
    createdAt: timeOf(group, group.created),
    counted,
    now: timeOf(group, now),
  };
}

/** The same, minute by minute: how many instances were there in each minute of the month so far. */
export function minuteByMinute(group: PastGroup, now: number): number {
  const time = timeOf(group, now);
  const sinceMonth = (time.getTime() - Date.UTC(time.getUTCFullYear(), time.getUTCMonth())) / MINUTE;
  const awake = new Uint8Array(sinceMonth);
  for (const { start, runs, drains, fate } of group.instances) {
    if (start < group.created || fate === 'none' || fate === 'died') continue;
    for (let minute = start; minute < start + runs + drains && minute < now; minute += 1) {
      const index = minute - (now - sinceMonth);
      if (index >= 0) awake[index]! += 1;
    }
  }
  return awake.reduce((sum, count) => sum + count, 0);
}
