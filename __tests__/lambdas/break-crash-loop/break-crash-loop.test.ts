import {
  type Activity,
  AutoScalingClient,
  CreateOrUpdateTagsCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { DescribeContainerInstancesCommand, ECSClient } from '@aws-sdk/client-ecs';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';

import { breakCrashLoop } from '../../../lambdas/break-crash-loop/break-crash-loop';
import { type BreakCrashLoopContext } from '../../../lambdas/break-crash-loop/context';
import { CLUSTER_ARN, taskStopEvent } from '../../support/task-stop-event';

const GROUP = 'cm-minecraft-asg';
const BASE = 'arn:aws:sns:eu-central-1:123456789012:cm-base-alerts';
const LEAF = 'arn:aws:sns:eu-central-1:123456789012:cm-minecraft-alerts';
const autoScaling = mockClient(AutoScalingClient);
const ecs = mockClient(ECSClient);
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
    ecs: new ECSClient({ region }),
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
  ecs.reset();
  ecs.on(DescribeContainerInstancesCommand).resolves({ containerInstances: [{ ec2InstanceId: INSTANCE }] });
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
  expect(ecs.commandCalls(DescribeContainerInstancesCommand)[0]?.args[0].input).toEqual({
    cluster: CLUSTER_ARN,
    containerInstances: ['arn:aws:ecs:eu-central-1:123456789012:container-instance/cm-minecraft-cluster/fedcba98'],
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

describe('a task of which ECS names no host, created at 20:25:00.123', () => {
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

    await run(taskStopEvent({ containerInstanceArn: undefined }));

    expect(ecs.calls()).toEqual([]);

    expect(switched()).toHaveLength(times);
    expect(told()).toHaveLength(2 * times);
  });
});

describe('a task of another host', () => {
  test.each([
    ['an earlier instance that drains', [{ ec2InstanceId: 'i-0fedcba9876543210' }]],
    ['an instance that ECS does not know any more', []],
  ])('never turns the switch: it ran on %s', async (_what, containerInstances) => {
    // the present instance was launched long before: the times alone would blame it
    givenGroup(1, [launch('2026-11-22T20:00:00Z')]);
    ecs.on(DescribeContainerInstancesCommand).resolves({ containerInstances });

    await run(taskStopEvent());
    await run(taskStopEvent({ stopCode: 'TaskFailedToStart', taskArn: 'task/cm/one' }));
    await run(taskStopEvent({ stopCode: 'TaskFailedToStart', taskArn: 'task/cm/two' }));

    expect([switched(), told()]).toEqual([[], []]);
  });
});

describe('a task that fails to start', () => {
  const failure = (task: string) =>
    taskStopEvent({
      taskArn: `arn:aws:ecs:eu-central-1:123456789012:task/cm/${task}`,
      stopCode: 'TaskFailedToStart',
      stoppedReason: 'CannotPullContainerError: net/http: request canceled while waiting for connection',
      containers: [],
    });

  test('is noted the first time, and neither ends the boot nor is told, however often its event comes', async () => {
    const group = givenGroup(1);

    for (let times = 0; times < 3; times += 1) await run(failure('one'));

    expect([switched(), told()]).toEqual([[], []]);
    expect([...group.tags]).toEqual([['container-manager:told/crash', `/ ${INSTANCE} one`]]);
  });

  test('puts the group to sleep the second time on the same instance, and is told once', async () => {
    givenGroup(1);
    await run(failure('one'));

    for (let times = 0; times < 3; times += 1) await run(failure('two'));
    await run(failure('one'));

    expect(switched()).toHaveLength(1);
    expect(told()).toEqual([BASE, LEAF]);
    expect(sns.commandCalls(PublishCommand)[0]?.args[0].input.Subject).toBe('minecraft could not start');
  });

  test('is the first one again on the next instance', async () => {
    const group = givenGroup(1);
    await run(failure('one'));
    group.instances = [inService('i-0fedcba9876543210')];
    ecs
      .on(DescribeContainerInstancesCommand)
      .resolves({ containerInstances: [{ ec2InstanceId: 'i-0fedcba9876543210' }] });

    await run(failure('two'));
    expect(switched()).toEqual([]);
    await run(failure('three'));

    expect(switched()).toHaveLength(1);
    expect(told()).toEqual([BASE, LEAF]);
  });

  test('does not give a container that ends by itself another chance', async () => {
    givenGroup(1);
    await run(failure('one'));

    await run(taskStopEvent());

    expect(switched()).toHaveLength(1);
  });

  test('is handled by another try where it could not be noted', async () => {
    const group = givenGroup(1);
    autoScaling.on(CreateOrUpdateTagsCommand).rejects(refusal('Throttling'));
    await expect(run(failure('one'))).rejects.toMatchObject({ name: 'Throttling' });
    answerFor(group);
    await run(failure('one'));
    expect(switched()).toEqual([]);

    autoScaling.on(SetDesiredCapacityCommand).rejects(refusal('Throttling'));
    await expect(run(failure('two'))).rejects.toMatchObject({ name: 'Throttling' });
    answerFor(group);
    await run(failure('two'));

    expect(group.desired).toBe(0);
    expect(told()).toEqual([BASE, LEAF]);
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

    await expect(run(taskStopEvent({ containerInstanceArn: undefined }))).rejects.toMatchObject({ name });

    expect(told()).toEqual([]);
  });

  test("fails when the task's host cannot be read, and does nothing", async () => {
    givenGroup(1);
    ecs.on(DescribeContainerInstancesCommand).rejects(refusal(name));

    await expect(run(taskStopEvent())).rejects.toMatchObject({ name });

    expect([switched(), told()]).toEqual([[], []]);
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
  const crash = (task: string) => taskStopEvent({ taskArn: `arn:aws:ecs:eu-central-1:123456789012:task/cm/${task}` });

  test.each([
    ['the group could not be read', DescribeAutoScalingGroupsCommand],
    ['its activities could not be read', DescribeScalingActivitiesCommand],
    ['the crash could not be noted', CreateOrUpdateTagsCommand],
    ['the switch could not be turned', SetDesiredCapacityCommand],
  ])('does it all where %s', async (_what, command) => {
    const group = givenGroup(1);
    autoScaling.on(command as typeof SetDesiredCapacityCommand).rejects(refusal('Throttling'));
    const event = taskStopEvent({ containerInstanceArn: undefined });
    await expect(run(event)).rejects.toMatchObject({ name: 'Throttling' });
    expect([group.desired, told()]).toEqual([1, []]);
    answerFor(group);

    await run(event, nextMinute);

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
    [
      'container-manager:told/repeats/crash',
      '2026-11-22T20:31:45.000Z 0 0123456789abcdef0123456789abcdef@2026-11-22T20:25:00.123Z',
    ],
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

describe('several crashes', () => {
  /** A crash of another task, some minutes after 20:30. */
  const crashAt = (minute: number) => {
    const at = (ms: number) => new Date(Date.parse('2026-11-22T20:30:00Z') + minute * 60_000 + ms).toISOString();
    const taskArn = `arn:aws:ecs:eu-central-1:123456789012:task/cm-minecraft-cluster/task${minute}`;
    const event = taskStopEvent({ taskArn, createdAt: at(0), stoppedAt: at(20_000) }, { time: at(20_000) });
    return { event, now: at(25_000) };
  };
  const crash = async (group: FakeGroup, minute: number) => {
    group.desired = 1;
    const { event, now } = crashAt(minute);
    await run(event, now);
  };
  const repeats = ({ tags }: FakeGroup) => tags.get('container-manager:told/repeats/crash');

  test('within an hour: each puts it to sleep, the first is told, the others are counted', async () => {
    const group = givenGroup(1);

    for (let minute = 0; minute < 60; minute += 5) await crash(group, minute);

    expect(switched()).toHaveLength(12);
    expect(told()).toEqual([BASE, LEAF]);
    expect(repeats(group)).toBe('2026-11-22T20:30:25.000Z 11 task55@2026-11-22T21:25:00.000Z');
    // it is the reason that people know of
    expect(group.tags.get('container-manager:told/crash')).toBe('2026-11-22T21:25:00.000Z task55 asleep base leaf');
  });

  test('an hour later the next one is told, with the count', async () => {
    const group = givenGroup(1);

    for (const minute of [0, 10, 20, 60]) await crash(group, minute);

    expect(told()).toEqual([BASE, LEAF, BASE, LEAF]);
    expect(sns.commandCalls(PublishCommand)[2]?.args[0].input.Message).toContain(
      '\n\nThis happened 2 more times since the e-mail of 20:30 UTC: one cause is told at most once an hour.',
    );
    expect(repeats(group)).toBe('2026-11-22T21:30:25.000Z 0 task60@2026-11-22T21:30:00.000Z');
  });

  test('a topic that failed at the first one is told of the next one, and the other topic is not', async () => {
    const group = givenGroup(1);
    sns.on(PublishCommand, { TopicArn: LEAF }).rejectsOnce(refusal('Throttling')).resolves({});
    await expect(crash(group, 0)).rejects.toThrow('Throttling');

    await crash(group, 10);
    await crash(group, 20);

    expect(told()).toEqual([BASE, LEAF, LEAF]);
    expect(repeats(group)).toBe('2026-11-22T20:30:25.000Z 2 task20@2026-11-22T20:50:00.000Z');
  });

  test('a try that fails after it counted is counted once', async () => {
    const group = givenGroup(1);
    await crash(group, 0);
    group.desired = 1;
    const { event, now } = crashAt(10);
    // notes of this crash: found, counted, asleep
    let notes = 0;
    autoScaling.on(CreateOrUpdateTagsCommand).callsFake((input: { Tags: { Key: string; Value: string }[] }) => {
      notes += 1;
      if (notes === 3) throw refusal('Throttling');
      for (const { Key, Value } of input.Tags) group.tags.set(Key, Value);
    });
    await expect(run(event, now)).rejects.toThrow('Throttling');
    await run(event, now);

    expect(told()).toEqual([BASE, LEAF]);
    expect(repeats(group)).toBe('2026-11-22T20:30:25.000Z 1 task10@2026-11-22T20:40:00.000Z');
  });
});
