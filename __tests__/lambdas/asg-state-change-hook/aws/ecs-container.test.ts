import {
  DescribeContainerInstancesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListContainerInstancesCommand,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';

import { EcsContainer } from '../../../../lambdas/asg-state-change-hook/aws/ecs-container';

const ecs = mockClient(ECSClient);
const CLUSTER = 'arn:aws:ecs:eu-central-1:123456789012:cluster/games-minecraft';
const runsOn = (instanceId: string) => new EcsContainer(new ECSClient({}), CLUSTER).runsOn(instanceId);

beforeEach(() => {
  ecs.reset();
  ecs.on(ListContainerInstancesCommand).resolves({ containerInstanceArns: ['arn:old', 'arn:new'] });
  ecs.on(DescribeContainerInstancesCommand).resolves({
    containerInstances: [
      { ec2InstanceId: 'i-old', runningTasksCount: 1 },
      { ec2InstanceId: 'i-new', runningTasksCount: 0 },
    ],
  });
});

test('counts the tasks of that instance alone, not of one that still drains', async () => {
  expect(await runsOn('i-old')).toBe(true);
  expect(await runsOn('i-new')).toBe(false);
  expect(
    ecs
      .calls()
      .slice(0, 2)
      .map(({ args }) => args[0].input as unknown),
  ).toEqual([{ cluster: CLUSTER }, { cluster: CLUSTER, containerInstances: ['arn:old', 'arn:new'] }]);
});

test('finds no container on an instance that has not registered with the cluster', async () => {
  expect(await runsOn('i-newer')).toBe(false);
});

test('finds no container in a cluster without instances', async () => {
  ecs.on(ListContainerInstancesCommand).resolves({ containerInstanceArns: [] });

  expect(await runsOn('i-old')).toBe(false);
  expect(ecs.commandCalls(DescribeContainerInstancesCommand)).toHaveLength(0);
});

test.each(['AccessDeniedException', 'ThrottlingException', 'ClusterNotFoundException', 'TimeoutError'])(
  'fails with %s',
  async (name) => {
    ecs.on(ListContainerInstancesCommand).rejects(Object.assign(new Error('AWS says no'), { name }));

    await expect(runsOn('i-old')).rejects.toThrow('AWS says no');
  },
);

test('finds the container instance of an instance', async () => {
  ecs.on(DescribeContainerInstancesCommand).resolves({
    containerInstances: [{ ec2InstanceId: 'i-new', containerInstanceArn: 'arn:new' }],
  });
  const container = new EcsContainer(new ECSClient({}), CLUSTER);

  expect(await container.hostArn('i-new')).toBe('arn:new');
  expect(await container.hostArn('i-old')).toBeUndefined();
});

describe('the task that runs on an instance', () => {
  const taskOn = (instanceId: string) => new EcsContainer(new ECSClient({}), CLUSTER).taskOn(instanceId);
  const createdAt = new Date('2026-11-22T20:00:00Z');
  beforeEach(() => {
    ecs.on(DescribeContainerInstancesCommand).resolves({
      containerInstances: [
        { ec2InstanceId: 'i-old', containerInstanceArn: 'arn:old' },
        { ec2InstanceId: 'i-new', containerInstanceArn: 'arn:new' },
      ],
    });
    ecs.on(ListTasksCommand).resolves({ taskArns: ['arn:task'] });
  });

  test.each([
    ['HEALTHY', true],
    ['UNKNOWN', false],
    ['UNHEALTHY', false],
  ] as const)('has the health that ECS says: %s', async (healthStatus, isHealthy) => {
    ecs.on(DescribeTasksCommand).resolves({ tasks: [{ lastStatus: 'RUNNING', createdAt, healthStatus }] });

    expect(await taskOn('i-new')).toEqual({ createdAt, isHealthy });
    expect(ecs.commandCalls(ListTasksCommand).map(({ args }) => args[0].input)).toEqual([
      { cluster: CLUSTER, containerInstance: 'arn:new', desiredStatus: 'RUNNING', maxResults: 50 },
    ]);
  });

  test('is not one that only starts', async () => {
    ecs.on(DescribeTasksCommand).resolves({ tasks: [{ lastStatus: 'PENDING', createdAt }] });

    expect(await taskOn('i-new')).toBeUndefined();
  });

  test('is none where the instance has no task, or has not joined the cluster', async () => {
    ecs.on(ListTasksCommand).resolves({ taskArns: [] });

    expect(await taskOn('i-new')).toBeUndefined();
    expect(await taskOn('i-newer')).toBeUndefined();
    expect(ecs.commandCalls(DescribeTasksCommand)).toHaveLength(0);
  });
});

describe('a container that may still be stopping', () => {
  const isStopping = () => new EcsContainer(new ECSClient({}), CLUSTER).isStoppingOn('i-old');
  const host = (agentConnected: boolean) => {
    ecs.on(DescribeContainerInstancesCommand).resolves({
      containerInstances: [
        { ec2InstanceId: 'i-new', containerInstanceArn: 'arn:new', agentConnected: true },
        // as AWS counts: a task that was told to stop is left out
        { ec2InstanceId: 'i-old', containerInstanceArn: 'arn:old', agentConnected, runningTasksCount: 0 },
      ],
    });
  };
  const tasks = (desiredStatus: string, lastStatus: string) => {
    ecs.on(ListTasksCommand).callsFake((input: { desiredStatus: string }) => ({
      taskArns: input.desiredStatus === desiredStatus ? ['arn:task'] : [],
    }));
    ecs.on(DescribeTasksCommand).resolves({ tasks: [{ lastStatus }] });
  };

  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html
  test.each([
    ['is, where ECS has told its task to stop', 'STOPPED', 'RUNNING', true],
    ['is, in a later state of stopping', 'STOPPED', 'DEACTIVATING', true],
    ['is, where ECS has not told its task to stop yet', 'RUNNING', 'RUNNING', true],
    ['is not, where its task has stopped', 'STOPPED', 'STOPPED', false],
  ])('%s', async (_what, desiredStatus, lastStatus, expected) => {
    host(true);
    tasks(desiredStatus, lastStatus);

    expect(await isStopping()).toBe(expected);
    expect(ecs.commandCalls(ListTasksCommand).map(({ args }) => args[0].input)).toEqual([
      { cluster: CLUSTER, containerInstance: 'arn:old', desiredStatus: 'RUNNING', maxResults: 50 },
      { cluster: CLUSTER, containerInstance: 'arn:old', desiredStatus: 'STOPPED', maxResults: 50 },
    ]);
  });

  test('is not, where nobody can stop it: the agent is disconnected', async () => {
    host(false);
    tasks('STOPPED', 'RUNNING');

    expect(await isStopping()).toBe(false);
  });

  test('is not, where its host is gone, or no task was there', async () => {
    ecs.on(DescribeContainerInstancesCommand).resolves({ containerInstances: [] });
    expect(await isStopping()).toBe(false);

    host(true);
    ecs.on(ListTasksCommand).resolves({ taskArns: [] });
    expect(await isStopping()).toBe(false);
  });
});

describe('the times of a start', () => {
  const timesOn = (instanceId: string) => new EcsContainer(new ECSClient({}), CLUSTER).timesOn(instanceId);
  const at = (second: number) => new Date(Date.UTC(2026, 10, 22, 20, 0, second));

  beforeEach(() => {
    ecs.on(DescribeContainerInstancesCommand).resolves({
      containerInstances: [{ ec2InstanceId: 'i-new', containerInstanceArn: 'arn:new', registeredAt: at(30) }],
    });
    ecs.on(ListTasksCommand).resolves({ taskArns: ['arn:task/2', 'arn:task/1'] });
  });

  test('are those of its host and of the oldest task that is there', async () => {
    ecs.on(DescribeTasksCommand).resolves({
      tasks: [
        { createdAt: at(50), startedAt: at(59) },
        { createdAt: at(31), pullStartedAt: at(32), pullStoppedAt: at(40), startedAt: at(41) },
      ],
    });

    await expect(timesOn('i-new')).resolves.toEqual({
      registeredAt: at(30),
      createdAt: at(31),
      pullStartedAt: at(32),
      pullStoppedAt: at(40),
      startedAt: at(41),
    });
    expect(ecs.commandCalls(ListTasksCommand)[0]?.args[0].input).toMatchObject({
      containerInstance: 'arn:new',
      desiredStatus: 'RUNNING',
    });
  });

  test('of a task that still pulls its image are those so far', async () => {
    ecs.on(DescribeTasksCommand).resolves({ tasks: [{ createdAt: at(31), pullStartedAt: at(32) }] });

    await expect(timesOn('i-new')).resolves.toEqual({
      registeredAt: at(30),
      createdAt: at(31),
      pullStartedAt: at(32),
    });
  });

  test('without a task, or without a host, are fewer', async () => {
    ecs.on(ListTasksCommand).resolves({ taskArns: [] });

    await expect(timesOn('i-new')).resolves.toEqual({ registeredAt: at(30) });
    await expect(timesOn('i-newer')).resolves.toEqual({});
  });
});
