import {
  AutoScalingClient,
  type AutoScalingGroup as AwsGroup,
  CompleteLifecycleActionCommand,
  CreateOrUpdateTagsCommand,
  DeleteTagsCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { mockClient } from 'aws-sdk-client-mock';

import { WatchedGroup } from '../../../../lambdas/asg-state-change-hook/aws/watched-group';

const autoScaling = mockClient(AutoScalingClient);
const group = () => new WatchedGroup(new AutoScalingClient({}), 'games-minecraft-asg');
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
    CreatedTime: new Date(),
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
      { Key: 'container-manager:told/ready/i-1', Value: '2026-11-22T20:00:00.000Z' },
    ],
  };
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [found] });

  expect(await group().read()).toEqual({
    desiredCapacity: 1,
    zones: ['eu-central-1a'],
    instances: [{ id: 'i-1', lifecycleState: 'InService' }],
    notes: new Map([['ready/i-1', '2026-11-22T20:00:00.000Z']]),
  });
  expect(inputs()).toEqual([{ AutoScalingGroupNames: ['games-minecraft-asg'] }]);
});

test('fails when the group is not found', async () => {
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [] });

  await expect(group().read()).rejects.toThrow("there is no Auto Scaling group 'games-minecraft-asg'");
});

test('reads launches and terminations from what AWS writes about them', async () => {
  const StartTime = new Date('2026-11-22T20:00:00Z');
  const EndTime = new Date('2026-11-22T20:00:01Z');
  const common = { ActivityId: 'a', AutoScalingGroupName: 'games-minecraft-asg', Cause: 'somebody asked' };
  autoScaling.on(DescribeScalingActivitiesCommand).resolves({
    Activities: [
      { ...common, StartTime, StatusCode: 'InProgress', Description: 'Terminating EC2 instance: i-0abc - Draining' },
      {
        ...common,
        StartTime,
        EndTime,
        StatusCode: 'Failed',
        StatusMessage: 'no capacity',
        Description: 'Launching a new EC2 instance.  Status Reason: no capacity',
        Details: '{"Subnet ID":"subnet-1","Availability Zone":"eu-central-1a"}',
      },
      { ...common, StartTime, StatusCode: 'Successful', Description: 'Launching a new EC2 instance: i-0def' },
      { ...common, StartTime, StatusCode: 'Successful', Description: 'Attaching an existing EC2 instance: i-0fff' },
    ],
  });

  expect(await group().activities()).toEqual([
    { kind: 'terminate', instanceId: 'i-0abc', failed: false, startedAt: StartTime, message: '' },
    {
      kind: 'launch',
      failed: true,
      zone: 'eu-central-1a',
      startedAt: StartTime,
      endedAt: EndTime,
      message: 'no capacity',
    },
    { kind: 'launch', instanceId: 'i-0def', failed: false, startedAt: StartTime, message: '' },
  ]);
  expect(inputs()).toEqual([{ AutoScalingGroupName: 'games-minecraft-asg', MaxRecords: 50 }]);
});

// as where the default key of EBS may not be used
test.each([
  [
    'its instance died before it was in service',
    'Instance became unhealthy while waiting for instance to be in InService state. Termination Reason: Client.InvalidKMSKey.InvalidState',
    true,
  ],
  ['the switch was turned off meanwhile', undefined, false],
  ['somebody ended it', 'Instance became unhealthy … Termination Reason: Client.UserInitiatedShutdown', false],
])('a launch that is cancelled since %s', async (_, StatusMessage, failed) => {
  autoScaling.on(DescribeScalingActivitiesCommand).resolves({
    Activities: [
      {
        ActivityId: 'a',
        AutoScalingGroupName: 'games-minecraft-asg',
        Cause: 'somebody asked',
        StartTime: new Date('2026-11-22T20:00:00Z'),
        StatusCode: 'Cancelled',
        StatusMessage,
        Description: 'Launching a new EC2 instance: i-0abc',
      },
    ],
  });

  expect((await group().activities()).map((activity) => activity.failed)).toEqual([failed]);
});

test('puts its own group to sleep', async () => {
  autoScaling.on(SetDesiredCapacityCommand).resolves({});

  await group().sleep();

  expect(inputs()).toEqual([{ AutoScalingGroupName: 'games-minecraft-asg', DesiredCapacity: 0, HonorCooldown: false }]);
});

test('notes and forgets by tags that do not reach instances', async () => {
  autoScaling.on(CreateOrUpdateTagsCommand).resolves({}).on(DeleteTagsCommand).resolves({});

  await group().note('ready/i-1', 'now');
  await group().forget(['ready/i-1']);

  const tag = {
    ResourceId: 'games-minecraft-asg',
    ResourceType: 'auto-scaling-group',
    Key: 'container-manager:told/ready/i-1',
  };
  expect(inputs()).toEqual([{ Tags: [{ ...tag, Value: 'now', PropagateAtLaunch: false }] }, { Tags: [tag] }]);
});

test("ends the wait of ECS's draining hook", async () => {
  autoScaling.on(CompleteLifecycleActionCommand).resolves({});

  await group().endTerminationWait('i-1');

  expect(inputs()).toEqual([
    {
      AutoScalingGroupName: 'games-minecraft-asg',
      LifecycleHookName: 'ecs-managed-draining-termination-hook',
      InstanceId: 'i-1',
      LifecycleActionResult: 'CONTINUE',
    },
  ]);
});

test('a wait that has ended by itself is ended', async () => {
  const error = new Error('No active Lifecycle Action found with instance ID i-1');
  autoScaling.on(CompleteLifecycleActionCommand).rejects(Object.assign(error, { name: 'ValidationError' }));

  await expect(group().endTerminationWait('i-1')).resolves.toBeUndefined();
});

test.each(['AccessDenied', 'ThrottlingException', 'TimeoutError'])('fails with %s', async (name) => {
  autoScaling.onAnyCommand().rejects(Object.assign(new Error('AWS says no'), { name }));

  for (const call of [
    group().read(),
    group().activities(),
    group().sleep(),
    group().note('a', 'b'),
    group().forget(['a']),
    group().endTerminationWait('i-1'),
  ]) {
    await expect(call).rejects.toThrow('AWS says no');
  }
});
