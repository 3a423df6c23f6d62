import { setTimeout } from 'node:timers/promises';

import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import {
  DescribeServicesCommand,
  ECSClient,
  RegisterContainerInstanceCommand,
  StartTaskCommand,
} from '@aws-sdk/client-ecs';

/** AWS names of a leaf. */
export interface HostedLeaf {
  readonly autoScalingGroup: string;
  readonly cluster: string;
  readonly service: string;
}

/** The emulator's instances have no ECS agent: does what that would, and what ECS would, after a wake-up. */
export class ContainerHost {
  private readonly autoScaling: AutoScalingClient;
  private readonly ecs: ECSClient;

  /** @param region `Region` of base.yaml */
  constructor(endpoint: string, region: string) {
    const settings = {
      endpoint,
      region,
      credentials: { accessKeyId: 'emulator', secretAccessKey: 'emulator' },
    };
    this.autoScaling = new AutoScalingClient(settings);
    this.ecs = new ECSClient(settings);
  }

  /** Waits for an instance, registers it with the cluster and starts the service's container. */
  async start({ autoScalingGroup, cluster, service }: HostedLeaf): Promise<void> {
    const instanceId = await this.instanceOf(autoScalingGroup);
    // long enough for a command to see that there is no container yet
    await setTimeout(5_000);
    const { containerInstance } = await this.ecs.send(
      new RegisterContainerInstanceCommand({ cluster, instanceIdentityDocument: JSON.stringify({ instanceId }) }),
    );
    const { services } = await this.ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
    await this.ecs.send(
      new StartTaskCommand({
        cluster,
        taskDefinition: services![0]!.taskDefinition,
        containerInstances: [containerInstance!.containerInstanceArn!],
        group: `service:${service}`,
      }),
    );
  }

  /** Closes its connections. */
  destroy(): void {
    this.autoScaling.destroy();
    this.ecs.destroy();
  }

  private async instanceOf(group: string): Promise<string> {
    for (;;) {
      const { AutoScalingGroups = [] } = await this.autoScaling.send(
        new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [group] }),
      );
      const instance = AutoScalingGroups[0]?.Instances?.find(({ LifecycleState }) => LifecycleState === 'InService');
      if (instance?.InstanceId !== undefined) return instance.InstanceId;
      await setTimeout(500);
    }
  }
}
