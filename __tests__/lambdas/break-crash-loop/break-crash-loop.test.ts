import {
  type Activity,
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';

import { breakCrashLoop, type BreakCrashLoopContext } from '../../../lambdas/break-crash-loop/break-crash-loop';
import { CLUSTER_ARN, taskStopEvent } from '../../support/task-stop-event';

const GROUP = 'cm-minecraft-asg';
const BASE = 'arn:aws:sns:eu-central-1:123456789012:cm-base-alerts';
const LEAF = 'arn:aws:sns:eu-central-1:123456789012:cm-minecraft-alerts';
const autoScaling = mockClient(AutoScalingClient);
const sns = mockClient(SNSClient);

/** A group whose desired capacity is what was last set. */
function givenGroup(desired: number, activities: Activity[] = []) {
  let now = desired;
  autoScaling.on(DescribeAutoScalingGroupsCommand).callsFake(() => ({ AutoScalingGroups: [{ DesiredCapacity: now }] }));
  autoScaling.on(DescribeScalingActivitiesCommand).resolves({ Activities: activities });
  autoScaling.on(SetDesiredCapacityCommand).callsFake((input: { DesiredCapacity: number }) => {
    now = input.DesiredCapacity;
  });
}
const launch = (time: string, StatusCode: Activity['StatusCode'] = 'Successful'): Activity => ({
  ActivityId: '6f5a3b3c',
  AutoScalingGroupName: GROUP,
  Cause: 'a user request explicitly set group desired capacity changing the desired capacity from 0 to 1',
  Description: 'Launching a new EC2 instance: i-0123456789abcdef0',
  StatusCode,
  StartTime: new Date(time),
});
const run = (event: unknown, now = '2026-11-22T20:31:45Z') => {
  const region = 'eu-central-1';
  const context: BreakCrashLoopContext = {
    autoScaling: new AutoScalingClient({ region }),
    sns: new SNSClient({ region }),
    environment: {
      AWS_REGION: region,
      LEAF_ID: 'minecraft',
      AUTO_SCALING_GROUP_NAME: GROUP,
      CLUSTER_ARN,
      BASE_TOPIC_ARN: BASE,
      LEAF_TOPIC_ARN: LEAF,
      CONTAINER_LOG_GROUP_NAME: '/cm/minecraft/container',
    },
    now: new Date(now),
  };
  return breakCrashLoop(event, context);
};
const switched = () => autoScaling.commandCalls(SetDesiredCapacityCommand).map((call) => call.args[0].input);
const told = () => sns.commandCalls(PublishCommand).map((call) => call.args[0].input.TopicArn);
/** What AWS answers when it refuses. */
const refusal = (name: string) => Object.assign(new Error(`AWS says ${name}`), { name });

beforeEach(() => {
  autoScaling.reset();
  sns.reset();
  jest.spyOn(console, 'info').mockImplementation();
  jest.spyOn(console, 'warn').mockImplementation();
});
afterEach(() => jest.restoreAllMocks());

test('puts the group to sleep and tells base and leaf why', async () => {
  givenGroup(1);

  await run(taskStopEvent());

  expect(switched()).toEqual([{ AutoScalingGroupName: GROUP, DesiredCapacity: 0, HonorCooldown: false }]);
  expect(told()).toEqual([BASE, LEAF]);
  const [{ input }] = sns.commandCalls(PublishCommand).map((call) => call.args[0]) as [PublishCommand];
  expect(input.Subject).toBe('minecraft crashed with exit code 137');
  expect(input.Message).toContain('#logsV2:log-groups/log-group/$252Fcm$252Fminecraft$252Fcontainer/log-events');
  expect(autoScaling.commandCalls(DescribeAutoScalingGroupsCommand)[0]?.args[0].input).toEqual({
    AutoScalingGroupNames: [GROUP],
  });
  expect(autoScaling.commandCalls(DescribeScalingActivitiesCommand)[0]?.args[0].input).toMatchObject({
    AutoScalingGroupName: GROUP,
  });
});

test('sends one e-mail to each when the rule fires four times in a row', async () => {
  givenGroup(1);

  for (let times = 0; times < 4; times += 1) await run(taskStopEvent());

  expect(switched()).toHaveLength(1);
  expect(told()).toEqual([BASE, LEAF]);
});

test('says nothing when the group sleeps already', async () => {
  givenGroup(0);

  await run(taskStopEvent());

  expect(switched()).toEqual([]);
  expect(told()).toEqual([]);
});

test.each([
  ['two minutes old', '2026-11-22T20:33:40Z', 1],
  ['older', '2026-11-22T20:33:40.001Z', 0],
])('an event that is %s turns the switch %s', async (_age, now, times) => {
  givenGroup(1);

  await run(taskStopEvent(), now);

  expect(switched()).toHaveLength(times);
  expect(told()).toHaveLength(2 * times);
});

test('asks AWS nothing about a late event', async () => {
  await run(taskStopEvent(), '2026-11-22T20:40:00Z');

  expect(autoScaling.calls()).toEqual([]);
});

describe('the task was created at 20:25:00.123', () => {
  test.each([
    ['after the present instance was launched', [launch('2026-11-22T20:22:00Z')], 1],
    ['before it', [launch('2026-11-22T20:30:00Z', 'InProgress'), launch('2026-11-22T20:22:00Z')], 0],
    [
      'before it, AWS listing the older launch first',
      [launch('2026-11-22T20:22:00Z'), launch('2026-11-22T20:30:00Z')],
      0,
    ],
    [
      'after the last launch that succeeded',
      [launch('2026-11-22T20:30:00Z', 'Failed'), launch('2026-11-22T20:22:00Z')],
      1,
    ],
    ['after the last launch that was not cancelled', [launch('2026-11-22T20:30:00Z', 'Cancelled')], 1],
    [
      'before an instance was terminated',
      [{ ...launch('2026-11-22T20:30:00Z'), Description: 'Terminating EC2 instance: i-0123456789abcdef0' }],
      1,
    ],
    ['longer ago than AWS keeps activities', [], 1],
  ])('%s', async (_when, activities, times) => {
    givenGroup(1, activities);

    await run(taskStopEvent());

    expect(switched()).toHaveLength(times);
    expect(told()).toHaveLength(2 * times);
  });
});

test('fails on an event of another cluster before it asks AWS anything', async () => {
  await expect(run(taskStopEvent({ clusterArn: 'other' }))).rejects.toThrow('"clusterArn":"other"');

  expect(autoScaling.calls()).toEqual([]);
  expect(told()).toEqual([]);
});

test('fails when there is no such group', async () => {
  givenGroup(1);
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [] });

  await expect(run(taskStopEvent())).rejects.toThrow(`there is no Auto Scaling group '${GROUP}'`);

  expect(told()).toEqual([]);
});

describe.each(['ThrottlingException', 'AccessDenied', 'ValidationError', 'TimeoutError'])('AWS says %s', (name) => {
  test.each([
    ['reading the group', DescribeAutoScalingGroupsCommand],
    ['reading its activities', DescribeScalingActivitiesCommand],
    ['switching', SetDesiredCapacityCommand],
  ])('to %s: fails and tells nobody of what did not happen', async (_call, command) => {
    givenGroup(1);
    autoScaling.on(command as typeof SetDesiredCapacityCommand).rejects(refusal(name));

    await expect(run(taskStopEvent())).rejects.toMatchObject({ name });

    expect(told()).toEqual([]);
  });

  test('to publishing: tells the other topic, and fails so that base hears of it', async () => {
    givenGroup(1);
    sns.on(PublishCommand, { TopicArn: BASE }).rejects(refusal(name));

    await expect(run(taskStopEvent())).rejects.toThrow(
      `cannot publish 'minecraft crashed with exit code 137': ${BASE}`,
    );

    expect(switched()).toHaveLength(1);
    expect(told()).toEqual([BASE, LEAF]);
  });
});

test('tries again with the next event after a failure to switch', async () => {
  givenGroup(1);
  autoScaling.on(SetDesiredCapacityCommand).rejectsOnce(refusal('ScalingActivityInProgress')).resolves({});

  await expect(run(taskStopEvent())).rejects.toThrow('AWS says ScalingActivityInProgress');
  await run(taskStopEvent());

  expect(switched()).toHaveLength(2);
  expect(told()).toEqual([BASE, LEAF]);
});
