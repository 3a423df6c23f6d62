import { type GroupState } from '../../lambdas/shared/group-state';
import { type ScalingActivity } from '../../lambdas/shared/scaling-activities';

/** A group that sleeps, was made months ago, and notes these. */
export function sleepingGroup(
  notes: Readonly<Record<string, string>> = {},
  more: Partial<GroupState> = {},
): GroupState {
  return {
    desiredCapacity: 0,
    zones: ['eu-central-1a'],
    instances: [],
    notes: new Map(Object.entries(notes)),
    createdAt: new Date('2026-06-01T00:00:00Z'),
    isHeld: false,
    rules: { byDns: true },
    ...more,
  };
}

/** A launch that succeeded, of the instance `i-1`. */
export function aLaunch(startedAt: Date, more: Partial<ScalingActivity> = {}): ScalingActivity {
  return { kind: 'launch', instanceId: 'i-1', failed: false, cancelled: false, startedAt, message: '', ...more };
}

/** The termination of the instance `i-1`, which the alarm Container Activity began. */
export function aTermination(startedAt: Date, more: Partial<ScalingActivity> = {}): ScalingActivity {
  const cause = 'a monitor alarm games-minecraft-container-activity in state ALARM triggered policy scale-down';
  return { ...aLaunch(startedAt), kind: 'terminate', cause, ...more };
}
