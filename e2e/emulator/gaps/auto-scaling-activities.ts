import { type AutoScalingGroup, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';

import { errorAnswer, queryAnswer } from '../answers';
import { type ApiCall, type Gap, type Next } from '../api-call';
import { type ClientsIn } from '../clients';
import { onAction } from '../on-action';
import { type LaunchTimes } from './launch-times';
import { type FailedLaunch, type LaunchTypes } from './launch-types';
import { element, list, parameter, withAction } from './query-protocol';

interface Activity {
  readonly id: string;
  readonly kind: 'launch' | 'terminate';
  readonly instanceId: string;
  readonly cause: string;
  readonly startedAt: Date;
  endedAt?: Date;
}

/** A group's instances as somebody sees them, by their ids. */
type Seen = ReadonlyMap<string, 'coming' | 'there' | 'waiting'>;

interface RecordedGroup {
  readonly arn: string;
  /** The oldest first. */
  readonly activities: Activity[];
  desired: number;
}

/** Calls that can launch or terminate instances of a group that they name. */
const CHANGES = /^(?:CreateAutoScalingGroup|UpdateAutoScalingGroup|SetDesiredCapacity|CompleteLifecycleAction)$/;
const MOST_RECORDS = 100;

/**
 * Auto Scaling's activities, which moto does not record: launches, and terminations from their begin to their end, each with AWS's
 * words for its cause. Groups that are deleted have none.
 */
export function autoScalingActivityGaps(
  clientsIn: ClientsIn,
  launchTimes: LaunchTimes,
  launchTypes: Pick<LaunchTypes, 'failed'>,
): Gap[] {
  const groups = new Map<string, RecordedGroup>();
  const key = ({ region }: ApiCall, name: string) => `${region}/${name}`;

  /** Records what has changed since the last look. */
  async function look(call: ApiCall, next: Next, name: string, causeOf?: (before: number, now: number) => string) {
    const group = await findGroup(call, name);
    if (group === undefined) {
      groups.delete(key(call, name));
      return undefined;
    }
    const desired = group.DesiredCapacity ?? 0;
    const arn = String(group.AutoScalingGroupARN);
    const known = groups.get(key(call, name));
    const recorded: RecordedGroup = known?.arn === arn ? known : { arn, activities: [], desired: 0 };
    groups.set(key(call, name), recorded);
    const cause = recorded.desired === desired ? undefined : causeOf?.(recorded.desired, desired);
    record(recorded, await instancesOf(call, next, name), cause);
    recorded.desired = desired;
    return recorded;
  }

  async function findGroup({ region }: ApiCall, name: string): Promise<AutoScalingGroup | undefined> {
    const { AutoScalingGroups: [group] = [] } = await clientsIn(region).autoScaling.send(
      new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }),
    );
    return group;
  }

  const change = onAction('autoscaling', CHANGES, async (call, next) => {
    const answer = await next(call);
    if (answer.status === 200) await look(call, next, parameter(call, 'AutoScalingGroupName'), causeOf(call));
    return answer;
  });

  const policy = onAction('autoscaling', 'ExecutePolicy', async (call, next) => {
    const answer = await next(call);
    const [, group, name] = /autoScalingGroupName\/(.+):policyName\/(.+)$/.exec(parameter(call, 'PolicyName')) ?? [];
    if (answer.status !== 200 || group === undefined || name === undefined) return answer;
    const alarm = await alarmOf(call, parameter(call, 'PolicyName'));
    const who =
      alarm === undefined
        ? `a user request executed policy ${name}`
        : `a monitor alarm ${alarm} in state ALARM triggered policy ${name}`;
    await look(call, next, group, (before, now) => `${who} changing the desired capacity from ${before} to ${now}`);
    return answer;
  });

  async function alarmOf({ region }: ApiCall, policyArn: string): Promise<string | undefined> {
    const { MetricAlarms = [] } = await clientsIn(region).cloudWatch.send(new DescribeAlarmsCommand({}));
    return MetricAlarms.find(({ AlarmActions = [] }) => AlarmActions.includes(policyArn))?.AlarmName;
  }

  const deletion = onAction('autoscaling', 'DeleteAutoScalingGroup', async (call, next) => {
    const answer = await next(call);
    if (answer.status === 200) groups.delete(key(call, parameter(call, 'AutoScalingGroupName')));
    return answer;
  });

  const description = onAction('autoscaling', 'DescribeScalingActivities', async (call, next) => {
    const name = parameter(call, 'AutoScalingGroupName');
    const recorded = await look(call, next, name);
    const from = Number(parameter(call, 'NextToken') || 0);
    const size = Number(parameter(call, 'MaxRecords') || MOST_RECORDS);
    if (!(size >= 1 && size <= MOST_RECORDS)) {
      return errorAnswer(call, 400, 'ValidationError', `MaxRecords must be from 1 to ${MOST_RECORDS}`);
    }
    const arn = recorded?.arn ?? '';
    const newest = [
      ...(recorded?.activities ?? []).map((activity) => {
        const startedAt = startOf(activity);
        return { startedAt, xml: activityXml({ ...activity, startedAt }, name, arn) };
      }),
      ...launchTypes
        .failed(call.region, name)
        .map((failure, index) => ({ startedAt: failure.at, xml: failureXml(failure, index, name, arn) })),
    ].sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime());
    const page = newest.slice(from, from + size).map(({ xml }) => xml);
    const token = from + size < newest.length ? element('NextToken', String(from + size)) : '';
    return queryAnswer(call.action, list('Activities', page) + token);
  });

  /** A launch begins when the instance was launched, also where a test says when that was. */
  function startOf({ kind, instanceId, startedAt }: Activity): Date {
    return (kind === 'launch' ? launchTimes.of(instanceId) : undefined) ?? startedAt;
  }

  async function instancesOf(call: ApiCall, next: Next, name: string): Promise<Seen> {
    // with the instances that wait to be terminated, which moto does not know any more
    const answer = await next(
      withAction(call, 'DescribeAutoScalingGroups', { 'AutoScalingGroupNames.member.1': name }),
    );
    const states = [
      ...answer.body
        .toString()
        .matchAll(/<InstanceId>(i-[0-9a-f]+)<\/InstanceId>.*?<LifecycleState>([^<]+)<\/LifecycleState>/gs),
    ].map(([, id = '', state = '']): [string, string] => [id, state]);
    const running = await runningOf(
      call,
      states.map(([id]) => id),
    );
    return new Map(states.flatMap(([id, state]) => (running.has(id) ? [[id, seenAs(state)] as const] : [])));
  }

  /** Without those that somebody has terminated in EC2. */
  async function runningOf({ region }: ApiCall, ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const { Reservations = [] } = await clientsIn(region).ec2.send(
      new DescribeInstancesCommand({ InstanceIds: [...ids] }),
    );
    const found = Reservations.flatMap(({ Instances = [] }) => Instances);
    return new Set(found.flatMap(({ InstanceId, State }) => (State?.Name === 'terminated' ? [] : (InstanceId ?? []))));
  }

  return [change, policy, deletion, description];
}

/** Why a call changes the capacity, in AWS's words. */
function causeOf(call: ApiCall) {
  return (before: number, now: number): string => {
    const change = `changing the desired capacity from ${before} to ${now}`;
    if (call.action !== 'UpdateAutoScalingGroup') {
      return `a user request explicitly set group desired capacity ${change}`;
    }
    const [min, max] = [parameter(call, 'MinSize') || '0', parameter(call, 'MaxSize') || '1'];
    return `a user request update of AutoScalingGroup constraints to min: ${min}, max: ${max}, desired: ${now} ${change}`;
  };
}

function record({ activities }: RecordedGroup, seen: Seen, cause: string | undefined): void {
  const now = new Date();
  const at = now.toISOString();
  const why = (rest: string) => (cause === undefined ? `At ${at} ${rest}` : `At ${at} ${cause}.  At ${at} ${rest}`);
  const known = (kind: Activity['kind'], id: string) =>
    activities.find((one) => one.kind === kind && one.instanceId === id);
  const begin = (kind: Activity['kind'], instanceId: string, rest: string): Activity => {
    const activity = { id: `${kind}-of-${instanceId}`, kind, instanceId, cause: why(rest), startedAt: now };
    activities.push(activity);
    return activity;
  };
  const leaves = (id: string) =>
    cause === undefined
      ? 'an instance was taken out of service in response to an EC2 health check indicating it has been terminated or stopped.'
      : `an instance was taken out of service in response to a difference between desired and actual capacity, shrinking the capacity from 1 to 0.  At ${at} instance ${id} was selected for termination.`;
  for (const { instanceId } of activities.filter(({ kind }) => kind === 'launch')) {
    if (seen.has(instanceId) && seen.get(instanceId) !== 'waiting') continue;
    const termination = known('terminate', instanceId) ?? begin('terminate', instanceId, leaves(instanceId));
    if (!seen.has(instanceId)) termination.endedAt ??= now;
  }
  for (const [id, state] of seen) {
    if (state === 'waiting') continue;
    const launch =
      known('launch', id) ??
      begin(
        'launch',
        id,
        'an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 0 to 1.',
      );
    if (state === 'there') launch.endedAt ??= now;
  }
}

function seenAs(state: string): 'coming' | 'there' | 'waiting' {
  if (state.startsWith('Pending')) return 'coming';
  return state.startsWith('Terminating') ? 'waiting' : 'there';
}

function failureXml({ at, zone, message, before }: FailedLaunch, index: number, group: string, arn: string): string {
  const time = at.toISOString();
  return [
    element('ActivityId', `failed-launch-${index}`),
    element('AutoScalingGroupName', group),
    element('AutoScalingGroupARN', arn),
    element('Description', `Launching a new EC2 instance.  Status Reason: ${message}`),
    element(
      'Cause',
      (before === 0
        ? `At ${time} a user request explicitly set group desired capacity changing the desired capacity from 0 to 1.  `
        : '') +
        `At ${time} an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 0 to 1.`,
    ),
    element('StartTime', time),
    element('EndTime', time),
    element('StatusCode', 'Failed'),
    element('StatusMessage', message),
    element('Progress', '100'),
    element('Details', JSON.stringify({ 'Availability Zone': zone })),
  ].join('');
}

function activityXml(
  { id, kind, instanceId, cause, startedAt, endedAt }: Activity,
  group: string,
  arn: string,
): string {
  const description = kind === 'launch' ? 'Launching a new EC2 instance' : 'Terminating EC2 instance';
  return [
    element('ActivityId', id),
    element('AutoScalingGroupName', group),
    element('AutoScalingGroupARN', arn),
    element('Description', `${description}: ${instanceId}`),
    element('Cause', cause),
    element('StartTime', startedAt.toISOString()),
    ...(endedAt === undefined ? [] : [element('EndTime', endedAt.toISOString())]),
    element('StatusCode', endedAt === undefined ? 'InProgress' : 'Successful'),
    element('Progress', endedAt === undefined ? '50' : '100'),
  ].join('');
}
