import { ResumeProcessesCommand, SuspendProcessesCommand } from '@aws-sdk/client-auto-scaling';
import { DisableAlarmActionsCommand, EnableAlarmActionsCommand } from '@aws-sdk/client-cloudwatch';
import { DisableRuleCommand, EnableRuleCommand } from '@aws-sdk/client-eventbridge';

import { type Names } from '../../modules/aws/naming';
import { type LeafContext } from '../workspace';
import { type LeafFacts, lookAt } from './facts';
import { findGroup, groupOf } from './group';

/**
 * Scaling policies do nothing while the group has this process suspended, whichever alarm runs them. The alarms' other
 * actions go on: so Instance Left Up warns, but does not stop.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/suspend-resume-considerations.html
 */
const SCALING_BY_ALARMS = 'AlarmNotification';

/**
 * Keeps a leaf up for maintenance: no alarm and no crash puts it to sleep. Each part is left alone by deployments. Safe
 * to repeat.
 *
 * @throws CommandError where it is not deployed
 */
export async function hold(context: LeafContext): Promise<void> {
  const { clients, names } = context;
  const { autoScalingGroup, containerActivityAlarm, breakCrashLoopRule } = names;
  await groupOf(context);
  await clients.autoScaling.send(
    new SuspendProcessesCommand({ AutoScalingGroupName: autoScalingGroup, ScalingProcesses: [SCALING_BY_ALARMS] }),
  );
  await clients.cloudWatch.send(new DisableAlarmActionsCommand({ AlarmNames: [containerActivityAlarm] }));
  await clients.eventBridge.send(new DisableRuleCommand({ Name: breakCrashLoopRule }));
}

/**
 * Ends what `hold` began. Safe to repeat.
 *
 * @throws CommandError where it is not deployed
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

/** Whether anything of what `hold` turns off is off, by whomever. */
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
