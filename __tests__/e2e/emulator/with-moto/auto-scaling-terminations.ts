import {
  CompleteLifecycleActionCommand,
  CreateAutoScalingGroupCommand,
  CreateLaunchConfigurationCommand,
  DeleteAutoScalingGroupCommand,
  DeleteLifecycleHookCommand,
  PutLifecycleHookCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';

import { findGroup } from '../../../../cli/leaf/group';
import { type Clients, clientsOf, destroyClients } from '../../../../e2e/emulator/clients';
import { type Emulator } from '../../../../e2e/emulator/emulator';

const LifecycleHookName = 'drain';

/** Tests of lifecycle hooks for terminations, which moto does not apply. */
export function terminations(emulator: () => Emulator): void {
  let clients: Clients;
  /** Each test has a group with a hook and one without. */
  let AutoScalingGroupName: string;
  let without: string;
  let tests = 0;

  beforeAll(async () => {
    clients = clientsOf(emulator().endpoint, 'eu-central-1');
    await clients.autoScaling.send(
      new CreateLaunchConfigurationCommand({
        LaunchConfigurationName: 'terminations',
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
    [AutoScalingGroupName, without] = [`with-${tests}`, `without-${tests}`];
    const { autoScaling } = clients;
    for (const name of [AutoScalingGroupName, without]) {
      await autoScaling.send(
        new CreateAutoScalingGroupCommand({
          AutoScalingGroupName: name,
          LaunchConfigurationName: 'terminations',
          MinSize: 0,
          MaxSize: 1,
          DesiredCapacity: 1,
          AvailabilityZones: ['eu-central-1a'],
        }),
      );
    }
    await autoScaling.send(
      new PutLifecycleHookCommand({
        AutoScalingGroupName,
        LifecycleHookName,
        LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
      }),
    );
  });

  const want = (DesiredCapacity: number, name = AutoScalingGroupName) =>
    clients.autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: name, DesiredCapacity }));
  const instances = async (name = AutoScalingGroupName) =>
    ((await findGroup(clients.autoScaling, name))?.Instances ?? []).map((one) => [one.InstanceId, one.LifecycleState]);
  const idOf = async (name = AutoScalingGroupName) => String((await instances(name))[0]?.[0]);
  const complete = (InstanceId: string, hook = LifecycleHookName) =>
    clients.autoScaling.send(
      new CompleteLifecycleActionCommand({
        AutoScalingGroupName,
        LifecycleHookName: hook,
        InstanceId,
        LifecycleActionResult: 'CONTINUE',
      }),
    );
  const stateOf = async (id: string) => {
    const { Reservations = [] } = await clients.ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
    return Reservations[0]?.Instances?.[0]?.State?.Name;
  };

  test('an instance that is scaled in waits in its group and runs until its hook is completed', async () => {
    const old = await idOf();

    await want(0);

    await expect(instances()).resolves.toEqual([[old, 'Terminating:Wait']]);
    await expect(findGroup(clients.autoScaling, AutoScalingGroupName)).resolves.toMatchObject({ DesiredCapacity: 0 });
    await expect(stateOf(old)).resolves.toBe('running');

    await complete(old);

    await expect(instances()).resolves.toEqual([]);
    await expect(stateOf(old)).resolves.toBe('terminated');
  });

  test('the group launches the next instance beside a waiting one', async () => {
    const old = await idOf();
    await want(0);

    await want(1);
    await want(1);

    const both = await instances();
    expect(both).toEqual([
      [old, 'Terminating:Wait'],
      [expect.not.stringContaining(old) as string, 'InService'],
    ]);
    await complete(old);
    await expect(instances()).resolves.toEqual([both[1]]);
  });

  test('CompleteLifecycleAction fails for an instance that does not wait', async () => {
    const old = await idOf();
    await expect(complete(old)).rejects.toThrow('No active Lifecycle Action found');
    await want(0);

    await expect(complete(old, 'other')).rejects.toThrow('No active Lifecycle Action found');
    await complete(old);

    await expect(complete(old)).rejects.toThrow('No active Lifecycle Action found');
  });

  test('without a hook an instance terminates at once', async () => {
    const [other, own] = [await idOf(without), await idOf()];
    await clients.autoScaling.send(new DeleteLifecycleHookCommand({ AutoScalingGroupName, LifecycleHookName }));

    await want(0, without);
    await want(0);

    await expect(instances(without)).resolves.toEqual([]);
    await expect(stateOf(other)).resolves.toBe('terminated');
    await expect(stateOf(own)).resolves.toBe('terminated');
  });

  test('a waiting instance terminates when its group is deleted', async () => {
    const old = await idOf();
    await want(0);

    await clients.autoScaling.send(new DeleteAutoScalingGroupCommand({ AutoScalingGroupName, ForceDelete: true }));

    await expect(stateOf(old)).resolves.toBe('terminated');
  });
}
