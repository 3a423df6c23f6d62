import { ResumeProcessesCommand, SuspendProcessesCommand } from '@aws-sdk/client-auto-scaling';
import { DisableAlarmActionsCommand, EnableAlarmActionsCommand } from '@aws-sdk/client-cloudwatch';
import { DisableRuleCommand, EnableRuleCommand } from '@aws-sdk/client-eventbridge';

import { type AwsClients } from '../aws/clients';
import { Names } from '../../modules/aws/naming';
import { type LeafFacts } from './facts';

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
 */
export async function hold(clients: AwsClients, names: Names): Promise<void> {
  const { autoScalingGroup, containerActivityAlarm, breakCrashLoopRule } = names;
  await clients.autoScaling.send(
    new SuspendProcessesCommand({ AutoScalingGroupName: autoScalingGroup, ScalingProcesses: [SCALING_BY_ALARMS] }),
  );
  await clients.cloudWatch.send(new DisableAlarmActionsCommand({ AlarmNames: [containerActivityAlarm] }));
  await clients.eventBridge.send(new DisableRuleCommand({ Name: breakCrashLoopRule }));
}

/** Ends what `hold` began. Safe to repeat. */
export async function release(clients: AwsClients, names: Names): Promise<void> {
  const { autoScalingGroup, containerActivityAlarm, breakCrashLoopRule } = names;
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
