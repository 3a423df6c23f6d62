import {
  CompleteLifecycleActionCommand,
  CreateAutoScalingGroupCommand,
  CreateLaunchConfigurationCommand,
  DescribeScalingActivitiesCommand,
  PutLifecycleHookCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';

import { findGroup } from '../../../../cli/leaf/group';
import { type Clients, clientsOf, destroyClients } from '../../../../e2e/emulator/clients';
import { type Emulator } from '../../../../e2e/emulator/emulator';

const LifecycleHookName = 'slow-launch';

/** Tests of lifecycle hooks for launches, which moto does not apply. */
export function launches(emulator: () => Emulator): void {
  let clients: Clients;
  let AutoScalingGroupName: string;
  let tests = 0;

  beforeAll(async () => {
    clients = clientsOf(emulator().endpoint, 'eu-central-1');
    await clients.autoScaling.send(
      new CreateLaunchConfigurationCommand({
        LaunchConfigurationName: 'launches',
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
    AutoScalingGroupName = `launches-${tests}`;
    await clients.autoScaling.send(
      new CreateAutoScalingGroupCommand({
        AutoScalingGroupName,
        LaunchConfigurationName: 'launches',
        MinSize: 0,
        MaxSize: 1,
        AvailabilityZones: ['eu-central-1a'],
      }),
    );
  });

  const hook = () =>
    clients.autoScaling.send(
      new PutLifecycleHookCommand({
        AutoScalingGroupName,
        LifecycleHookName,
        LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
      }),
    );
  const want = (DesiredCapacity: number) =>
    clients.autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity }));
  const instances = async () => (await findGroup(clients.autoScaling, AutoScalingGroupName))?.Instances ?? [];
  const states = async () => (await instances()).map(({ LifecycleState }) => LifecycleState);
  const complete = async (name: string) =>
    clients.autoScaling.send(
      new CompleteLifecycleActionCommand({
        AutoScalingGroupName,
        LifecycleHookName: name,
        InstanceId: (await instances())[0]?.InstanceId,
        LifecycleActionResult: 'CONTINUE',
      }),
    );
  const activity = async () => {
    const answer = await clients.autoScaling.send(new DescribeScalingActivitiesCommand({ AutoScalingGroupName }));
    return answer.Activities?.map(({ StatusCode, EndTime }) => [StatusCode, EndTime !== undefined]);
  };

  test('an instance waits in Pending:Wait, its activity goes on, and both end when the hook is completed', async () => {
    await hook();
    await want(1);
    await expect(states()).resolves.toEqual(['Pending:Wait']);
    await expect(activity()).resolves.toEqual([['InProgress', false]]);

    await expect(complete('another')).rejects.toThrow('No active Lifecycle Action found');
    await complete(LifecycleHookName);

    await expect(states()).resolves.toEqual(['InService']);
    await expect(activity()).resolves.toEqual([['Successful', true]]);
  });

  test('without a hook an instance is in service at once', async () => {
    await want(1);

    await expect(states()).resolves.toEqual(['InService']);
    await expect(activity()).resolves.toEqual([['Successful', true]]);
  });
}
