import { type AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import { DescribeAlarmsCommand, type MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { type Task } from '@aws-sdk/client-ecs';
import { DescribeRuleCommand, ResourceNotFoundException } from '@aws-sdk/client-eventbridge';

import { AutoScalingGroup as LeafGroup } from '../../lambdas/shared/auto-scaling-group';
import { Ec2Instances } from '../../lambdas/shared/ec2-instances';
import { type ScalingActivity } from '../../lambdas/shared/scaling-activities';
import { type AwsClients } from '../aws/clients';
import { type LeafContext } from './deployed-leaves';
import { type Names } from '../../modules/aws/naming';
import { type MonthAwake } from './month';
import { currentTask } from '../../lambdas/shared/phase';
import { tasksOf } from '../../lambdas/shared/tasks';
import { type PlayersNow } from '../../lambdas/shared/players-online';
import { readTraffic, type Traffic } from './traffic';

/** What AWS says about a leaf. */
export interface LeafFacts {
  /** Undefined when the leaf is not deployed; then everything else is empty. */
  readonly group: AutoScalingGroup | undefined;
  /** The newest first. */
  readonly activities: readonly ScalingActivity[];
  /** Including those that stopped within the last hour. */
  readonly tasks: readonly Task[];
  readonly alarms: readonly MetricAlarm[];
  /** Whether the rule that breaks crash loops is enabled; absent when there is none. */
  readonly isRuleEnabled?: boolean;
  /** Public IP address of the instance in service. */
  readonly address?: string;
  /** Absent unless its container runs. */
  readonly traffic?: Traffic;
  /** Absent unless they were asked for. */
  readonly players?: PlayersNow;
  /** How long it was awake this month. Absent unless it was asked for. */
  readonly month?: MonthAwake;
}

/** What AWS says about a leaf that is not deployed. */
export const NOT_DEPLOYED: LeafFacts = { group: undefined, activities: [], tasks: [], alarms: [] };

/** Asks AWS about one leaf. */
export async function lookAt(
  { clients, names }: Pick<LeafContext, 'clients' | 'names'>,
  group: AutoScalingGroup | undefined,
  now: Date,
): Promise<LeafFacts> {
  if (group === undefined) return NOT_DEPLOYED;
  const [activities, tasks, alarms, isRuleEnabled, address] = await Promise.all([
    new LeafGroup(clients.autoScaling, names.autoScalingGroup).activities(),
    tasksOf(clients.ecs, names.cluster),
    readAlarms(clients, names),
    readRule(clients, names),
    addressOf(clients, group),
  ]);
  const traffic = await trafficNow(clients, names, { alarms, tasks }, now);
  return {
    group,
    activities,
    tasks,
    alarms,
    ...(isRuleEnabled !== undefined && { isRuleEnabled }),
    ...(address !== undefined && { address }),
    ...(traffic !== undefined && { traffic }),
  };
}

async function readAlarms({ cloudWatch }: AwsClients, names: Names): Promise<MetricAlarm[]> {
  const { containerActivityAlarm, instanceLeftUpAlarm, breakCrashLoopAlarm } = names;
  const { MetricAlarms: alarms = [] } = await cloudWatch.send(
    new DescribeAlarmsCommand({
      AlarmNames: [containerActivityAlarm, instanceLeftUpAlarm, breakCrashLoopAlarm],
      AlarmTypes: ['MetricAlarm'],
    }),
  );
  return alarms;
}

async function readRule({ eventBridge }: AwsClients, names: Names): Promise<boolean | undefined> {
  try {
    const { State: state } = await eventBridge.send(new DescribeRuleCommand({ Name: names.breakCrashLoopRule }));
    return state !== 'DISABLED';
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

/** Public IP address of the group's instance in service; undefined when it has none (yet). */
export async function addressOf({ ec2 }: AwsClients, group: AutoScalingGroup): Promise<string | undefined> {
  const inService = group.Instances?.find(({ LifecycleState }) => LifecycleState === 'InService');
  if (inService?.InstanceId === undefined) return undefined;
  return (await new Ec2Instances(ec2).read(inService.InstanceId))?.publicAddress;
}

async function trafficNow(
  { cloudWatch }: AwsClients,
  names: Names,
  { alarms, tasks }: Pick<LeafFacts, 'alarms' | 'tasks'>,
  now: Date,
): Promise<Traffic | undefined> {
  const alarm = alarms.find(({ AlarmName }) => AlarmName === names.containerActivityAlarm);
  const since = currentTask({ tasks })?.startedAt;
  return alarm === undefined || since === undefined ? undefined : readTraffic(cloudWatch, alarm, since, now);
}
