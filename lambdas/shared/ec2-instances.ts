import { DescribeInstancesCommand, type EC2Client } from '@aws-sdk/client-ec2';

import { type Machine, type Machines } from '../asg-state-change-hook/dependencies';

/** EC2 instances. */
export class Ec2Machines implements Machines {
  constructor(private readonly client: EC2Client) {}

  async read(instanceId: string): Promise<Machine | undefined> {
    const instance = await this.describe(instanceId);
    if (instance?.LaunchTime === undefined) return undefined;
    return {
      launchedAt: instance.LaunchTime,
      ...(instance.PublicIpAddress !== undefined && { publicAddress: instance.PublicIpAddress }),
    };
  }

  private async describe(instanceId: string) {
    try {
      const { Reservations: reservations = [] } = await this.client.send(
        new DescribeInstancesCommand({ InstanceIds: [instanceId] }),
      );
      return reservations[0]?.Instances?.[0];
    } catch (error) {
      // moments after the launch, or an hour after the termination
      if (error instanceof Error && error.name === 'InvalidInstanceID.NotFound') return undefined;
      throw error;
    }
  }
}
