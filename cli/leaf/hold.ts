import { ResumeProcessesCommand, SuspendProcessesCommand } from '@aws-sdk/client-auto-scaling';
import { DisableAlarmActionsCommand, EnableAlarmActionsCommand } from '@aws-sdk/client-cloudwatch';
import { DisableRuleCommand, EnableRuleCommand } from '@aws-sdk/client-eventbridge';

import { AutoScalingGroup } from '../../lambdas/shared/auto-scaling-group';
import { systemClock } from '../../lambdas/shared/clock';
import { SCALING_BY_ALARMS } from '../../lambdas/shared/group-state';
import { despiteContention } from '../../lambdas/shared/resource-contention';
import { readNotes, WOKEN_BY_NOTE } from '../../lambdas/shared/told-tags';
import { type Names } from '../../modules/aws/naming';
import { reasonOf } from '../terminal/errors';
import { type LeafContext } from './deployed-leaves';
import { type LeafFacts, lookAt } from './facts';
import { findGroup, groupOf } from './group';

/**
 * Keeps a leaf awake for maintenance: neither an alarm nor a crash puts it to sleep. Deployments leave each part as it is.
 * Where it is awake, it forgets who woke it: time on hold is nobody's time for nobody. Safe to repeat.
 *
 * @param warn is told where it cannot forget that: the leaf is held all the same
 * @throws CommandError when it is not deployed
 */
export async function hold(context: LeafContext, warn: (what: string) => void): Promise<void> {
  const { clients, names } = context;
  const { autoScalingGroup, containerActivityAlarm, breakCrashLoopRule } = names;
  const group = await groupOf(context);
  await clients.autoScaling.send(
    new SuspendProcessesCommand({ AutoScalingGroupName: autoScalingGroup, ScalingProcesses: [SCALING_BY_ALARMS] }),
  );
  await clients.cloudWatch.send(new DisableAlarmActionsCommand({ AlarmNames: [containerActivityAlarm] }));
  await clients.eventBridge.send(new DisableRuleCommand({ Name: breakCrashLoopRule }));
  if ((group.DesiredCapacity ?? 0) === 0 || !readNotes(group.Tags).has(WOKEN_BY_NOTE)) return;
  const noted = new AutoScalingGroup(clients.autoScaling, autoScalingGroup);
  try {
    await despiteContention(systemClock, () => noted.forget([WOKEN_BY_NOTE]));
  } catch (error) {
    warn(`cannot forget who woke it: ${reasonOf(error)}`);
  }
}

/**
 * Undoes `hold`. Safe to repeat.
 *
 * @throws CommandError when it is not deployed
 */
export async function release(context: LeafContext): Promise<void> {
  const { clients, names } = context;
  const { autoScalingGroup, containerActivityAlarm, breakCrashLoopRule } = names;
  await groupOf(context);
  await clients.eventBridge.send(new EnableRuleCommand({ Name: breakCrashLoopRule }));
  await clients.cloudWatch.send(new EnableAlarmActionsCommand({ AlarmNames: [containerActivityAlarm] }));
  await clients.autoScaling.send(
    new ResumeProcessesCommand({ AutoScalingGroupName: autoScalingGroup, ScalingProcesses: [SCALING_BY_ALARMS] }),
  );
}

/** Whether any of what `hold` turns off is off, no matter who did it. */
export function isHeld({ group, alarms, isRuleEnabled }: LeafFacts, names: Names): boolean {
  const isSuspended = (group?.SuspendedProcesses ?? []).some(({ ProcessName }) => ProcessName === SCALING_BY_ALARMS);
  const isIdleAlarmOff = alarms.some(
    ({ AlarmName, ActionsEnabled }) => AlarmName === names.containerActivityAlarm && ActionsEnabled === false,
  );
  return isSuspended || isIdleAlarmOff || isRuleEnabled === false;
}

/** Asks AWS whether a leaf is held. */
export async function isOnHold(context: LeafContext): Promise<boolean> {
  const { clients, names } = context;
  const group = await findGroup(clients.autoScaling, names.autoScalingGroup);
  return isHeld(await lookAt(context, group, new Date()), names);
}

/** What a hold means. */
export function heldText(id: string): string {
  return `${id} is on hold: nothing puts it to sleep until ./cm release ${id}.`;
}
