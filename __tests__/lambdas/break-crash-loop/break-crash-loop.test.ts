import {
  type Activity,
  AutoScalingClient,
  CreateOrUpdateTagsCommand,
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

/** A group: its desired capacity and its tags are what was last set, its instances what a test sets. */
interface FakeGroup {
  desired: number;
  instances: { InstanceId: string; LifecycleState: string }[];
  readonly tags: Map<string, string>;
}
const INSTANCE = 'i-0123456789abcdef0';
const inService = (InstanceId = INSTANCE) => ({ InstanceId, LifecycleState: 'InService' });

function givenGroup(desired: number, activities: Activity[] = []): FakeGroup {
  const group: FakeGroup = { desired, instances: [inService()], tags: new Map() };
  answerFor(group, activities);
  return group;
}

function answerFor(group: FakeGroup, activities: Activity[] = []): void {
  autoScaling.on(DescribeAutoScalingGroupsCommand).callsFake(() => ({
    AutoScalingGroups: [
      {
        DesiredCapacity: group.desired,
        Instances: group.instances,
        Tags: [...group.tags].map(([Key, Value]) => ({ Key, Value })),
      },
    ],
  }));
  autoScaling.on(DescribeScalingActivitiesCommand).resolves({ Activities: activities });
  autoScaling.on(SetDesiredCapacityCommand).callsFake((input: { DesiredCapacity: number }) => {
    group.desired = input.DesiredCapacity;
  });
  autoScaling.on(CreateOrUpdateTagsCommand).callsFake((input: { Tags: { Key: string; Value: string }[] }) => {
    for (const { Key, Value } of input.Tags) group.tags.set(Key, Value);
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

test('puts the group to sleep and notifies base and leaf, with the reason', async () => {
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

test('notifies nobody when the group is asleep already', async () => {
  givenGroup(0);

  await run(taskStopEvent());

  expect(switched()).toEqual([]);
  expect(told()).toEqual([]);
});

test.each([
  ['handles an event that is as old as the last try of one that came in time', '2026-11-22T20:41:40Z', 1],
  ['ignores an older event', '2026-11-22T20:41:40.001Z', 0],
])('%s', async (_what, now, times) => {
  givenGroup(1);

  await run(taskStopEvent(), now);

  expect(switched()).toHaveLength(times);
  expect(told()).toHaveLength(2 * times);
});

test('asks AWS nothing about a late event', async () => {
  await run(taskStopEvent(), '2026-11-22T20:50:00Z');

  expect(autoScaling.calls()).toEqual([]);
});

describe('a task that was created at 20:25:00.123', () => {
  test.each([
    ['puts the group to sleep: the current instance was launched before', [launch('2026-11-22T20:22:00Z')], 1],
    [
      'is ignored: the current instance was launched later',
      [launch('2026-11-22T20:30:00Z', 'InProgress'), launch('2026-11-22T20:22:00Z')],
      0,
    ],
    [
      'is ignored, also where AWS lists an older launch first',
      [launch('2026-11-22T20:22:00Z'), launch('2026-11-22T20:30:00Z')],
      0,
    ],
    [
      'puts the group to sleep: the later launch failed',
      [launch('2026-11-22T20:30:00Z', 'Failed'), launch('2026-11-22T20:22:00Z')],
      1,
    ],
    ['puts the group to sleep: the later launch was cancelled', [launch('2026-11-22T20:30:00Z', 'Cancelled')], 1],
    [
      'puts the group to sleep: the later activity is a termination',
      [{ ...launch('2026-11-22T20:30:00Z'), Description: 'Terminating EC2 instance: i-0123456789abcdef0' }],
      1,
    ],
    ['puts the group to sleep: AWS no longer has the launch', [], 1],
    [
      'puts the group to sleep: the later launch was of another instance, which is gone',
      [{ ...launch('2026-11-22T20:30:00Z'), Description: 'Launching a new EC2 instance: i-0fedcba9876543210' }],
      1,
    ],
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

test('fails when the group does not exist', async () => {
  givenGroup(1);
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [] });

  await expect(run(taskStopEvent())).rejects.toThrow(`Auto Scaling group '${GROUP}' does not exist`);

  expect(told()).toEqual([]);
});

describe.each(['ThrottlingException', 'AccessDenied', 'ValidationError', 'TimeoutError'])('AWS says %s', (name) => {
  test.each([
    ['the group cannot be read', DescribeAutoScalingGroupsCommand],
    ['its activities cannot be read', DescribeScalingActivitiesCommand],
    ['the switch cannot be turned', SetDesiredCapacityCommand],
  ])('fails when %s, and notifies nobody of what did not happen', async (_call, command) => {
    givenGroup(1);
    autoScaling.on(command as typeof SetDesiredCapacityCommand).rejects(refusal(name));

    await expect(run(taskStopEvent())).rejects.toMatchObject({ name });

    expect(told()).toEqual([]);
  });

  test('fails when a topic cannot be published to, and notifies the other one', async () => {
    givenGroup(1);
    sns.on(PublishCommand, { TopicArn: BASE }).rejects(refusal(name));

    await expect(run(taskStopEvent())).rejects.toThrow(
      `cannot publish 'minecraft crashed with exit code 137': ${BASE}`,
    );

    expect(switched()).toHaveLength(1);
    expect(told()).toEqual([BASE, LEAF]);
  });
});

describe('another try of a run that failed', () => {
  const nextMinute = '2026-11-22T20:32:45Z';
  const relaunch = () =>
    autoScaling.on(DescribeScalingActivitiesCommand).resolves({ Activities: [launch(nextMinute)] });
  const crash = (task: string) => taskStopEvent({ taskArn: `arn:aws:ecs:eu-central-1:123456789012:task/cm/${task}` });

  test.each([
    ['the group could not be read', DescribeAutoScalingGroupsCommand],
    ['its activities could not be read', DescribeScalingActivitiesCommand],
    ['the crash could not be noted', CreateOrUpdateTagsCommand],
    ['the switch could not be turned', SetDesiredCapacityCommand],
  ])('does it all where %s', async (_what, command) => {
    const group = givenGroup(1);
    autoScaling.on(command as typeof SetDesiredCapacityCommand).rejects(refusal('Throttling'));
    await expect(run(taskStopEvent())).rejects.toMatchObject({ name: 'Throttling' });
    expect([group.desired, told()]).toEqual([1, []]);
    answerFor(group);

    await run(taskStopEvent(), nextMinute);

    expect([group.desired, told()]).toEqual([0, [BASE, LEAF]]);
  });

  test('notifies the topic that failed, and not the other one', async () => {
    givenGroup(1);
    sns.on(PublishCommand, { TopicArn: LEAF }).rejectsOnce(refusal('Throttling')).resolves({});
    await expect(run(taskStopEvent())).rejects.toThrow(LEAF);

    await run(taskStopEvent(), nextMinute);
    await run(taskStopEvent(), nextMinute);

    expect(told()).toEqual([BASE, LEAF, LEAF]);
    expect(switched()).toHaveLength(1);
  });

  test('notifies what could not be told, also where another crash, which tells nothing, came in between', async () => {
    givenGroup(1);
    sns.on(PublishCommand).rejects(refusal('Throttling'));
    await expect(run(crash('one'))).rejects.toThrow();
    sns.reset();
    await run(crash('two'));
    expect(told()).toEqual([]);

    await run(crash('one'), nextMinute);

    expect(told()).toEqual([BASE, LEAF]);
  });

  test('notifies nobody where another crash turned the switch', async () => {
    const group = givenGroup(1);
    autoScaling.on(SetDesiredCapacityCommand).rejects(refusal('Throttling'));
    await expect(run(crash('one'))).rejects.toThrow();
    answerFor(group);
    await run(crash('two'));
    expect([group.desired, told()]).toEqual([0, [BASE, LEAF]]);

    await run(crash('one'), nextMinute);

    expect(told()).toEqual([BASE, LEAF]);
  });

  test.each(['the switch was turned', 'the switch could not be turned'])(
    'never ends the next wake-up, where %s by the first try and nobody could be told',
    async (what) => {
      const group = givenGroup(1);
      if (what === 'the switch could not be turned') {
        autoScaling.on(SetDesiredCapacityCommand).rejects(refusal('Throttling'));
      }
      sns.on(PublishCommand).rejects(refusal('Throttling'));
      await expect(run(taskStopEvent())).rejects.toThrow();
      sns.reset();
      answerFor(group);
      const before = switched().length;

      // somebody wakes it: first the old instance alone, then the new one
      group.desired = 1;
      group.instances = [{ InstanceId: INSTANCE, LifecycleState: 'Terminating:Wait' }];
      await run(taskStopEvent(), nextMinute);
      relaunch();
      group.instances.push(inService('i-0fedcba9876543210'));
      await run(taskStopEvent(), nextMinute);

      expect(group.desired).toBe(1);
      expect(switched()).toHaveLength(before);
      expect(told()).toEqual([BASE, LEAF]);
    },
  );

  test('does not turn the switch a second time, also where the same instance was kept', async () => {
    const group = givenGroup(1);
    sns.on(PublishCommand).rejects(refusal('Throttling'));
    await expect(run(taskStopEvent())).rejects.toThrow();
    sns.reset();
    group.desired = 1;

    await run(taskStopEvent(), nextMinute);

    expect(group.desired).toBe(1);
    expect(told()).toEqual([BASE, LEAF]);
  });

  test('does not happen where only the note of who was told failed: everybody would be told again', async () => {
    givenGroup(1);
    autoScaling.on(CreateOrUpdateTagsCommand).resolvesOnce({}).rejects(refusal('Throttling'));

    await run(taskStopEvent());

    expect(told()).toEqual([BASE, LEAF]);
  });
});

test('turns the switch and notifies once, where two runs handle two crashes at once', async () => {
  givenGroup(1);
  const crash = (task: string) => taskStopEvent({ taskArn: `arn:aws:ecs:eu-central-1:123456789012:task/cm/${task}` });

  await Promise.all([run(crash('one')), run(crash('two'))]);

  expect(switched()).toHaveLength(1);
  expect(told()).toEqual([BASE, LEAF]);
});

test('notes the crash in a tag of the group that Terraform ignores', async () => {
  const group = givenGroup(1);

  await run(taskStopEvent());

  expect([...group.tags]).toEqual([
    ['container-manager:told/crash', '2026-11-22T20:25:00.123Z 0123456789abcdef0123456789abcdef asleep base leaf'],
  ]);
  expect(autoScaling.commandCalls(CreateOrUpdateTagsCommand)[0]?.args[0].input.Tags).toEqual([
    {
      ResourceId: GROUP,
      ResourceType: 'auto-scaling-group',
      Key: 'container-manager:told/crash',
      Value: '2026-11-22T20:25:00.123Z 0123456789abcdef0123456789abcdef found',
      PropagateAtLaunch: false,
    },
  ]);
});
