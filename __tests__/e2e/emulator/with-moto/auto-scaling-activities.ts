import {
  type Activity,
  CompleteLifecycleActionCommand,
  CreateAutoScalingGroupCommand,
  CreateLaunchConfigurationCommand,
  DeleteAutoScalingGroupCommand,
  DescribeScalingActivitiesCommand,
  ExecutePolicyCommand,
  paginateDescribeScalingActivities,
  PutLifecycleHookCommand,
  PutScalingPolicyCommand,
  SetDesiredCapacityCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeInstancesCommand, TerminateInstancesCommand } from '@aws-sdk/client-ec2';

import { findGroup } from '../../../../cli/leaf/group';
import { type Clients, clientsOf, destroyClients } from '../../../../e2e/emulator/clients';
import { type Emulator } from '../../../../e2e/emulator/emulator';

const LifecycleHookName = 'drain';

/** Tests of scaling activities, which moto does not record. */
export function scalingActivities(emulator: () => Emulator): void {
  let clients: Clients;
  let AutoScalingGroupName: string;
  let tests = 0;

  beforeAll(async () => {
    clients = clientsOf(emulator().endpoint, 'eu-central-1');
    await clients.autoScaling.send(
      new CreateLaunchConfigurationCommand({
        LaunchConfigurationName: 'activities',
        ImageId: 'ami-12c6146b',
        InstanceType: 't3.micro',
      }),
    );
  });
  afterAll(() => {
    destroyClients(clients);
  });
  beforeEach(async () => {
    tests += 1;
    AutoScalingGroupName = `activities-${tests}`;
    await create();
  });

  const create = () =>
    clients.autoScaling.send(
      new CreateAutoScalingGroupCommand({
        AutoScalingGroupName,
        LaunchConfigurationName: 'activities',
        MinSize: 0,
        MaxSize: 1,
        AvailabilityZones: ['eu-central-1a'],
      }),
    );
  const want = (DesiredCapacity: number) =>
    clients.autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity }));
  const activities = async (): Promise<Activity[]> => {
    const answer = await clients.autoScaling.send(new DescribeScalingActivitiesCommand({ AutoScalingGroupName }));
    return answer.Activities ?? [];
  };
  const idOf = async () =>
    String((await findGroup(clients.autoScaling, AutoScalingGroupName))?.Instances?.[0]?.InstanceId);
  const causes = async () => (await activities()).map(({ Cause }) => String(Cause).replace(/At \S+Z /g, 'At T '));

  test('are launches and terminations, the newest first, with their causes', async () => {
    await expect(activities()).resolves.toEqual([]);
    await want(1);
    const id = await idOf();
    await want(0);

    const [termination, launch, ...others] = await activities();
    expect(others).toEqual([]);
    expect(launch).toMatchObject({ Description: `Launching a new EC2 instance: ${id}`, StatusCode: 'Successful' });
    expect(termination).toMatchObject({ Description: `Terminating EC2 instance: ${id}`, StatusCode: 'Successful' });
    expect(termination?.StartTime).toEqual(termination?.EndTime);
    expect(termination?.AutoScalingGroupARN).toBe(
      (await findGroup(clients.autoScaling, AutoScalingGroupName))?.AutoScalingGroupARN,
    );
    await expect(causes()).resolves.toEqual([
      `At T a user request explicitly set group desired capacity changing the desired capacity from 1 to 0.  At T an instance was taken out of service in response to a difference between desired and actual capacity, shrinking the capacity from 1 to 0.  At T instance ${id} was selected for termination.`,
      'At T a user request explicitly set group desired capacity changing the desired capacity from 0 to 1.  At T an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 0 to 1.',
    ]);
  });

  test('go on while an instance waits for its lifecycle hook', async () => {
    const group = { AutoScalingGroupName, LifecycleHookName };
    await clients.autoScaling.send(
      new PutLifecycleHookCommand({ ...group, LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING' }),
    );
    await want(1);
    const InstanceId = await idOf();
    await want(0);
    await want(1);

    const before = await activities();
    expect(before.map(({ Description }) => Description?.slice(0, 11))).toEqual([
      'Launching a',
      'Terminating',
      'Launching a',
    ]);
    expect(before[1]).toMatchObject({ StatusCode: 'InProgress' });
    expect(before[1]).not.toHaveProperty('EndTime');

    await clients.autoScaling.send(
      new CompleteLifecycleActionCommand({ ...group, InstanceId, LifecycleActionResult: 'CONTINUE' }),
    );
    expect((await activities())[1]).toMatchObject({
      StatusCode: 'Successful',
      StartTime: before[1]?.StartTime,
      EndTime: expect.any(Date) as Date,
    });
  });

  test('say which alarm ran a policy', async () => {
    await want(1);
    await clients.autoScaling.send(
      new PutScalingPolicyCommand({
        AutoScalingGroupName,
        PolicyName: 'to-sleep',
        PolicyType: 'StepScaling',
        AdjustmentType: 'ExactCapacity',
        StepAdjustments: [{ ScalingAdjustment: 0, MetricIntervalUpperBound: 0 }],
      }),
    );
    // in the form of an alarm's action
    const PolicyARN = `arn:aws:autoscaling:eu-central-1:123456789012:scalingPolicy:0:autoScalingGroupName/${AutoScalingGroupName}:policyName/to-sleep`;
    const execute = () =>
      clients.autoScaling.send(
        new ExecutePolicyCommand({ PolicyName: PolicyARN, MetricValue: 0, BreachThreshold: 100 }),
      );
    await execute();
    expect((await causes())[0]).toMatch(
      /^At T a user request executed policy to-sleep changing the desired capacity from 1 to 0[.] {2}At T an instance was taken/,
    );

    await clients.cloudWatch.send(
      new PutMetricAlarmCommand({
        AlarmName: 'nobody',
        AlarmActions: [PolicyARN],
        Namespace: 'AWS/EC2',
        MetricName: 'NetworkIn',
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 100,
        ComparisonOperator: 'LessThanThreshold',
      }),
    );
    await want(1);
    await execute();
    expect((await causes())[0]).toMatch(
      /^At T a monitor alarm nobody in state ALARM triggered policy to-sleep changing the desired capacity from 1 to 0[.] {2}At T an instance was taken/,
    );
  });

  test('say of an update which capacities it set', async () => {
    await clients.autoScaling.send(
      new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, MinSize: 0, MaxSize: 1, DesiredCapacity: 1 }),
    );

    expect((await causes())[0]).toMatch(
      /^At T a user request update of AutoScalingGroup constraints to min: 0, max: 1, desired: 1 changing the desired capacity from 0 to 1[.]/,
    );
  });

  test('have an instance that somebody terminated in EC2', async () => {
    await want(1);
    await clients.ec2.send(new TerminateInstancesCommand({ InstanceIds: [await idOf()] }));

    expect(await causes()).toContain(
      'At T an instance was taken out of service in response to an EC2 health check indicating it has been terminated or stopped.',
    );
  });

  test('come in pages', async () => {
    for (let times = 0; times < 3; times += 1) {
      await want(1);
      await want(0);
    }
    const pages = paginateDescribeScalingActivities(
      { client: clients.autoScaling, pageSize: 4 },
      { AutoScalingGroupName },
    );
    const found: Activity[][] = [];
    for await (const { Activities = [] } of pages) found.push(Activities);

    expect(found.map((page) => page.length)).toEqual([4, 2]);
    expect(found.flat()).toEqual(await activities());
    await expect(
      clients.autoScaling.send(new DescribeScalingActivitiesCommand({ AutoScalingGroupName, MaxRecords: 101 })),
    ).rejects.toThrow('MaxRecords must be from 1 to 100');
  });

  test('are gone with their group: the next one of its name has none', async () => {
    await want(1);
    await clients.autoScaling.send(new DeleteAutoScalingGroupCommand({ AutoScalingGroupName, ForceDelete: true }));
    await create();

    await expect(activities()).resolves.toEqual([]);
  });

  test('begin when a test says that the instance was launched', async () => {
    await want(1);
    const id = await idOf();
    const time = new Date('2026-11-01T12:00:00Z');
    emulator().launchedAt(id, time);

    expect((await activities())[0]?.StartTime).toEqual(time);
    const { Reservations = [] } = await clients.ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
    expect(Reservations[0]?.Instances?.[0]?.LaunchTime).toEqual(time);
  });
}
