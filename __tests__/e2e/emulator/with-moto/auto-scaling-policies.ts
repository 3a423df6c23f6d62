import {
  CreateAutoScalingGroupCommand,
  CreateLaunchConfigurationCommand,
  ExecutePolicyCommand,
  PutScalingPolicyCommand,
  SetDesiredCapacityCommand,
  type StepAdjustment,
} from '@aws-sdk/client-auto-scaling';

import { findGroup } from '../../../../cli/leaf/group';
import { clientsOf, type Clients } from '../../../../e2e/emulator/clients';
import { type Emulator } from '../../../../e2e/emulator/emulator';

const GROUP = 'g';
// in the form of an alarm's action
const ARN = `arn:aws:autoscaling:eu-central-1:123456789012:scalingPolicy:0:autoScalingGroupName/${GROUP}:policyName/p`;

/** Tests of step scaling, which moto lacks. */
export function scalingPolicies(emulator: () => Emulator): void {
  let autoScaling: Clients['autoScaling'];

  beforeAll(async () => {
    ({ autoScaling } = clientsOf(emulator().endpoint, 'eu-central-1'));
    await autoScaling.send(
      new CreateLaunchConfigurationCommand({
        LaunchConfigurationName: 'policies',
        ImageId: 'ami-12c6146b',
        InstanceType: 't3.micro',
      }),
    );
    await autoScaling.send(
      new CreateAutoScalingGroupCommand({
        AutoScalingGroupName: GROUP,
        LaunchConfigurationName: 'policies',
        MinSize: 0,
        MaxSize: 3,
        AvailabilityZones: ['eu-central-1a'],
      }),
    );
  });

  afterAll(() => {
    autoScaling.destroy();
  });

  /** Runs a policy with these steps while the desired capacity is 1. Returns the desired capacity after that. */
  async function wantedAfter(StepAdjustments: StepAdjustment[], MetricValue?: number): Promise<number | undefined> {
    await autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: GROUP, DesiredCapacity: 1 }));
    await autoScaling.send(
      new PutScalingPolicyCommand({
        AutoScalingGroupName: GROUP,
        PolicyName: 'p',
        PolicyType: 'StepScaling',
        AdjustmentType: 'ExactCapacity',
        StepAdjustments,
      }),
    );
    await autoScaling.send(new ExecutePolicyCommand({ PolicyName: ARN, MetricValue, BreachThreshold: 100 }));
    return (await findGroup(autoScaling, GROUP))?.DesiredCapacity;
  }

  const below = (ScalingAdjustment: number) => ({ ScalingAdjustment, MetricIntervalUpperBound: 0 });
  const above = (ScalingAdjustment: number) => ({ ScalingAdjustment, MetricIntervalLowerBound: 0 });

  test.each([
    ['below its threshold', [below(2), above(3)], 99, 2],
    ['above it', [below(2), above(3)], 101, 3],
    ['at it, with a step at and below it', [below(2)], 100, 2],
    ['at it, with a step at and above it', [above(3)], 100, 3],
    ['within bounds', [{ ScalingAdjustment: 0, MetricIntervalLowerBound: 5, MetricIntervalUpperBound: 10 }], 105, 0],
  ])('a policy applies the step for a metric %s', async (_, steps, metric, wanted) => {
    await expect(wantedAfter(steps, metric)).resolves.toBe(wanted);
  });

  test.each([
    ['there is no step for the metric', [above(0)], 99, 'No step adjustment found for metric value 99'],
    [
      'the metric is at the end of a step',
      [{ ScalingAdjustment: 0, MetricIntervalLowerBound: 5, MetricIntervalUpperBound: 10 }],
      110,
      'No step adjustment found for metric value 110',
    ],
    ['the metric is missing', [below(0)], undefined, 'MetricValue and BreachThreshold are required'],
  ])('a policy fails and changes nothing where %s', async (_, steps, metric, message) => {
    await expect(wantedAfter(steps, metric)).rejects.toThrow(message);

    await expect(findGroup(autoScaling, GROUP)).resolves.toMatchObject({ DesiredCapacity: 1 });
  });

  test('a policy of another kind is left to moto', async () => {
    await autoScaling.send(
      new PutScalingPolicyCommand({
        AutoScalingGroupName: GROUP,
        PolicyName: 'simple',
        PolicyType: 'SimpleScaling',
        AdjustmentType: 'ExactCapacity',
        ScalingAdjustment: 2,
      }),
    );

    await autoScaling.send(new ExecutePolicyCommand({ PolicyName: 'simple' }));

    await expect(findGroup(autoScaling, GROUP)).resolves.toMatchObject({ DesiredCapacity: 2 });
  });
}
