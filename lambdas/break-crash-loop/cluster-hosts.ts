import { DescribeContainerInstancesCommand, type ECSClient } from '@aws-sdk/client-ecs';

/** The EC2 instances that run the tasks of a cluster. */
export class ClusterHosts {
  constructor(
    private readonly client: ECSClient,
    private readonly clusterArn: string,
  ) {}

  /** @returns the id of a container instance's EC2 instance; undefined when ECS does not know it any more */
  async instanceOf(containerInstanceArn: string): Promise<string | undefined> {
    const { containerInstances: [host] = [] } = await this.client.send(
      new DescribeContainerInstancesCommand({ cluster: this.clusterArn, containerInstances: [containerInstanceArn] }),
    );
    return host?.ec2InstanceId;
  }
}
