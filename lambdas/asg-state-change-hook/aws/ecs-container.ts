import { DescribeContainerInstancesCommand, type ECSClient, ListContainerInstancesCommand } from '@aws-sdk/client-ecs';

import { type Container } from '../dependencies';

/** The cluster's only service, which has one task on each instance. */
export class EcsContainer implements Container {
  constructor(
    private readonly client: ECSClient,
    private readonly clusterArn: string,
  ) {}

  async runsOn(instanceId: string): Promise<boolean> {
    const { containerInstanceArns: arns = [] } = await this.client.send(
      new ListContainerInstancesCommand({ cluster: this.clusterArn }),
    );
    if (arns.length === 0) return false;
    const { containerInstances: hosts = [] } = await this.client.send(
      new DescribeContainerInstancesCommand({ cluster: this.clusterArn, containerInstances: arns }),
    );
    return hosts.some(
      ({ ec2InstanceId, runningTasksCount = 0 }) => ec2InstanceId === instanceId && runningTasksCount > 0,
    );
  }
}
