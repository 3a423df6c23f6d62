import { type AutoScalingGroup } from '@aws-sdk/client-auto-scaling';

import { AutoScalingGroup as LeafGroup } from '../../lambdas/shared/auto-scaling-group';
import { Ec2Instances } from '../../lambdas/shared/ec2-instances';
import { groupState } from '../../lambdas/shared/group-state';
import { limitOfMonth } from '../../lambdas/shared/month-limit';
import { monthSoFar, reachesBack, runningInstances } from '../../lambdas/shared/month-minutes';
import { monthOf, readMonthNote } from '../../lambdas/shared/month-note';
import { MONTH_NOTE } from '../../lambdas/shared/told-tags';
import { type LeafContext } from './deployed-leaves';

/** How long a leaf was awake in the month so far. */
export interface MonthAwake {
  /** In UTC, e.g. `2026-11`. */
  readonly month: string;
  /** Counted from all scaling activities of the month. */
  readonly minutes: number;
  /** How long it may be, with what `./cm allow` granted. Absent: there is no limit. */
  readonly limitMinutes?: number;
  /** What the state change hook counted. Absent unless it differs by more than a minute. */
  readonly notedMinutes?: number;
}

/** Instances that EC2 sees to launch seconds after Auto Scaling does make this much. */
const MOST_DIFFERENCE_MINUTES = 1;

/** Asks AWS how long a leaf was awake this month. */
export async function monthAwake(
  { clients, names }: Pick<LeafContext, 'clients' | 'names'>,
  group: AutoScalingGroup,
  now: Date,
): Promise<MonthAwake> {
  const state = groupState(group, group.DesiredCapacity ?? 0);
  const { createdAt, notes } = state;
  const facts = { createdAt, counted: undefined, now };
  const ec2 = new Ec2Instances(clients.ec2);
  const [activities, instances] = await Promise.all([
    new LeafGroup(clients.autoScaling, names.autoScalingGroup).activitiesUntil((found) => reachesBack(found, facts)),
    runningInstances(state, (id) => ec2.read(id)),
  ]);
  const minutes = monthSoFar({ ...facts, activities, instances });
  const counted = readMonthNote(notes.get(MONTH_NOTE));
  const notedMinutes = monthSoFar({ ...facts, activities, instances, counted });
  const limitMinutes = limitOfMonth(state, now);
  return {
    month: monthOf(now),
    minutes,
    ...(limitMinutes !== undefined && { limitMinutes }),
    ...(Math.abs(notedMinutes - minutes) > MOST_DIFFERENCE_MINUTES && { notedMinutes }),
  };
}
