import {
  AutoScalingClient,
  type AutoScalingGroup as AwsGroup,
  CreateOrUpdateTagsCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { mockClient } from 'aws-sdk-client-mock';

import { AutoScalingGroup } from '../../../lambdas/shared/auto-scaling-group';
import { monthSoFar, reachesBack } from '../../../lambdas/shared/month-minutes';

const autoScaling = mockClient(AutoScalingClient);
const group = () => new AutoScalingGroup(new AutoScalingClient({}), 'games-minecraft-asg');
const inputs = () => autoScaling.calls().map(({ args }) => args[0].input as unknown);

beforeEach(() => {
  autoScaling.reset();
});

test('reads what the group wants, has and notes', async () => {
  const found: AwsGroup = {
    AutoScalingGroupName: 'games-minecraft-asg',
    MinSize: 0,
    MaxSize: 1,
    DesiredCapacity: 1,
    DefaultCooldown: 300,
    AvailabilityZones: ['eu-central-1a'],
    HealthCheckType: 'EC2',
    CreatedTime: new Date('2026-11-01T12:00:00Z'),
    SuspendedProcesses: [{ ProcessName: 'AZRebalance' }, { ProcessName: 'AlarmNotification' }],
    Instances: [
      {
        InstanceId: 'i-1',
        LifecycleState: 'InService',
        AvailabilityZone: 'eu-central-1a',
        HealthStatus: 'Healthy',
        ProtectedFromScaleIn: false,
      },
    ],
    Tags: [
      { Key: 'container-manager:project', Value: 'games' },
      { Key: 'container-manager:wake-rules', Value: 'by-dns=false limit-hours=1.5' },
      { Key: 'container-manager:told/ready/i-1', Value: '2026-11-22T20:00:00.000Z' },
    ],
  };
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [found] });

  expect(await group().read()).toEqual({
    desiredCapacity: 1,
    zones: ['eu-central-1a'],
    instances: [{ id: 'i-1', lifecycleState: 'InService' }],
    notes: new Map([['ready/i-1', '2026-11-22T20:00:00.000Z']]),
    createdAt: new Date('2026-11-01T12:00:00Z'),
    isHeld: true,
    rules: { byDns: false, limitMinutes: 90 },
  });
  expect(inputs()).toEqual([{ AutoScalingGroupNames: ['games-minecraft-asg'] }]);
});

test('fails when the group does not exist', async () => {
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [] });

  await expect(group().read()).rejects.toThrow("Auto Scaling group 'games-minecraft-asg' does not exist");
});

test('reads its newest launches and terminations', async () => {
  autoScaling.on(DescribeScalingActivitiesCommand).resolves({
    Activities: [
      {
        ActivityId: 'a',
        AutoScalingGroupName: 'games-minecraft-asg',
        Cause: 'somebody asked',
        StartTime: new Date('2026-11-22T20:00:00Z'),
        StatusCode: 'InProgress',
        Description: 'Terminating EC2 instance: i-0abc - Draining',
      },
    ],
  });

  expect(await group().activities()).toMatchObject([{ kind: 'terminate', instanceId: 'i-0abc' }]);
  expect(inputs()).toEqual([{ AutoScalingGroupName: 'games-minecraft-asg', MaxRecords: 50 }]);
});

describe('pages of its launches and terminations', () => {
  const page = (ids: readonly string[], NextToken?: string) => ({
    Activities: ids.map((id) => ({
      ActivityId: id,
      AutoScalingGroupName: 'games-minecraft-asg',
      Cause: 'somebody asked',
      StartTime: new Date('2026-11-22T20:00:00Z'),
      StatusCode: 'Successful' as const,
      Description: `Launching a new EC2 instance: ${id}`,
    })),
    ...(NextToken !== undefined && { NextToken }),
  });

  beforeEach(() => {
    autoScaling.on(DescribeScalingActivitiesCommand).resolves(page(['i-3', 'i-2'], 'more'));
    autoScaling.on(DescribeScalingActivitiesCommand, { NextToken: 'more' }).resolves(page(['i-1']));
  });

  test('are read until they are enough', async () => {
    await expect(group().activitiesUntil((found) => found.length === 2)).resolves.toHaveLength(2);
    expect(inputs()).toEqual([{ AutoScalingGroupName: 'games-minecraft-asg', MaxRecords: 100 }]);
  });

  test('are all read where they are not', async () => {
    await expect(group().activitiesUntil(() => false)).resolves.toMatchObject([
      { instanceId: 'i-3' },
      { instanceId: 'i-2' },
      { instanceId: 'i-1' },
    ]);
  });
});

test('an instance that only waited in a warm pool counts nothing, also where an older page says that', async () => {
  const activity = (Description: string, StartTime: Date) => ({
    ActivityId: Description,
    AutoScalingGroupName: 'games-minecraft-asg',
    Cause: 'somebody asked',
    StartTime,
    EndTime: StartTime,
    StatusCode: 'Successful' as const,
    Description,
  });
  const [into, out] = [new Date('2026-11-20T20:00:00Z'), new Date('2026-11-22T20:00:00Z')];
  autoScaling
    .on(DescribeScalingActivitiesCommand)
    .resolves({ Activities: [activity('Terminating EC2 instance: i-0abc', out)], NextToken: 'more' })
    .on(DescribeScalingActivitiesCommand, { NextToken: 'more' })
    .resolves({ Activities: [activity('Launching a new EC2 instance into warm pool: i-0abc', into)] });
  const facts = {
    createdAt: new Date('2026-11-01T00:00:00Z'),
    counted: undefined,
    now: new Date('2026-11-23T00:00:00Z'),
  };

  const activities = await group().activitiesUntil((found) => reachesBack(found, facts));

  expect(activities).toEqual([]);
  expect(monthSoFar({ ...facts, activities, instances: [] })).toBe(0);
});

test('puts its own group to sleep', async () => {
  autoScaling.on(SetDesiredCapacityCommand).resolves({});

  await group().sleep();

  expect(inputs()).toEqual([{ AutoScalingGroupName: 'games-minecraft-asg', DesiredCapacity: 0, HonorCooldown: false }]);
});

test('notes in tags that do not reach instances', async () => {
  autoScaling.on(CreateOrUpdateTagsCommand).resolves({});

  await group().note('ready/i-1', 'now');

  expect(inputs()).toEqual([
    {
      Tags: [
        {
          ResourceId: 'games-minecraft-asg',
          ResourceType: 'auto-scaling-group',
          Key: 'container-manager:told/ready/i-1',
          Value: 'now',
          PropagateAtLaunch: false,
        },
      ],
    },
  ]);
});

test.each(['AccessDenied', 'ThrottlingException', 'TimeoutError'])('fails with %s', async (name) => {
  autoScaling.onAnyCommand().rejects(Object.assign(new Error('AWS says no'), { name }));

  const calls = [
    group().read(),
    group().activities(),
    group().activitiesUntil(() => true),
    group().sleep(),
    group().note('a', 'b'),
  ];
  for (const call of calls) {
    await expect(call).rejects.toThrow('AWS says no');
  }
});
