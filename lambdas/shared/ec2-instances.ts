import { DescribeInstancesCommand, type EC2Client } from '@aws-sdk/client-ec2';

/** EC2 instances, by their ids. */
export interface Instances {
  /** Undefined when EC2 does not know the instance yet, or does not know it any more. */
  read(instanceId: string): Promise<Ec2Instance | undefined>;
}

export interface Ec2Instance {
  /** Public IP address. Absent when the instance has none (yet). */
  readonly publicAddress?: string;
  readonly launchedAt: Date;
  /** E.g. `m7i-flex.large`. */
  readonly type?: string;
}

/** The instances of one Region. */
export class Ec2Instances implements Instances {
  constructor(private readonly client: EC2Client) {}

  async read(instanceId: string): Promise<Ec2Instance | undefined> {
    const instance = await this.describe(instanceId);
    if (instance?.LaunchTime === undefined) return undefined;
    return {
      launchedAt: instance.LaunchTime,
      ...(instance.InstanceType !== undefined && { type: instance.InstanceType }),
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
