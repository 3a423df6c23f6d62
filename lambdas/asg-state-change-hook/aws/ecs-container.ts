import {
  type ContainerInstance,
  DescribeContainerInstancesCommand,
  DescribeTasksCommand,
  type DesiredStatus,
  type ECSClient,
  ListContainerInstancesCommand,
  ListTasksCommand,
  type Task,
} from '@aws-sdk/client-ecs';

import { type Container, type ContainerTimes, type RunningTask } from '../dependencies';

/** The cluster's only service, which has one task on each instance. */
export class EcsContainer implements Container {
  constructor(
    private readonly client: ECSClient,
    private readonly clusterArn: string,
  ) {}

  async runsOn(instanceId: string): Promise<boolean> {
    const { runningTasksCount = 0 } = (await this.host(instanceId)) ?? {};
    return runningTasksCount > 0;
  }

  async taskOn(instanceId: string): Promise<RunningTask | undefined> {
    const host = await this.host(instanceId);
    if (host?.containerInstanceArn === undefined) return undefined;
    const tasks = await this.describe(await this.tasksOn(host.containerInstanceArn, 'RUNNING'));
    const running = tasks.find(({ lastStatus }) => lastStatus === 'RUNNING');
    if (running === undefined) return undefined;
    const { createdAt, startedAt, healthStatus } = running;
    return { ...(createdAt && { createdAt }), ...(startedAt && { startedAt }), isHealthy: healthStatus === 'HEALTHY' };
  }

  async timesOn(instanceId: string): Promise<ContainerTimes> {
    const host = await this.host(instanceId);
    if (host?.containerInstanceArn === undefined) return {};
    const { registeredAt } = host;
    const tasks = await this.describe(await this.tasksOn(host.containerInstanceArn, 'RUNNING'));
    const since = ({ createdAt }: Task) => createdAt?.getTime() ?? Infinity;
    const oldest = tasks.reduce<Task | undefined>(
      (first, task) => (first === undefined || since(task) < since(first) ? task : first),
      undefined,
    );
    const { createdAt, pullStartedAt, pullStoppedAt, startedAt } = oldest ?? {};
    return {
      ...(registeredAt && { registeredAt }),
      ...(createdAt && { createdAt }),
      ...(pullStartedAt && { pullStartedAt }),
      ...(pullStoppedAt && { pullStoppedAt }),
      ...(startedAt && { startedAt }),
    };
  }

  async hostArn(instanceId: string): Promise<string | undefined> {
    return (await this.host(instanceId))?.containerInstanceArn;
  }

  async isStoppingOn(instanceId: string): Promise<boolean> {
    const host = await this.host(instanceId);
    if (host?.containerInstanceArn === undefined || host.agentConnected !== true) return false;
    // the count of a container instance leaves out tasks that ECS has told to stop
    const arns = [
      ...(await this.tasksOn(host.containerInstanceArn, 'RUNNING')),
      ...(await this.tasksOn(host.containerInstanceArn, 'STOPPED')),
    ];
    return (await this.describe(arns)).some(({ lastStatus }) => lastStatus !== 'STOPPED');
  }

  /** Undefined when the instance has not joined the cluster, or has left it. */
  private async host(instanceId: string): Promise<ContainerInstance | undefined> {
    const { containerInstanceArns: arns = [] } = await this.client.send(
      new ListContainerInstancesCommand({ cluster: this.clusterArn }),
    );
    if (arns.length === 0) return undefined;
    const { containerInstances: hosts = [] } = await this.client.send(
      new DescribeContainerInstancesCommand({ cluster: this.clusterArn, containerInstances: arns }),
    );
    return hosts.find(({ ec2InstanceId }) => ec2InstanceId === instanceId);
  }

  private async describe(arns: readonly string[]): Promise<readonly Task[]> {
    if (arns.length === 0) return [];
    const { tasks = [] } = await this.client.send(
      new DescribeTasksCommand({ cluster: this.clusterArn, tasks: [...arns] }),
    );
    return tasks;
  }

  private async tasksOn(containerInstance: string, desiredStatus: DesiredStatus): Promise<readonly string[]> {
    const { taskArns = [] } = await this.client.send(
      // at most 100 of both: DescribeTasks takes no more
      new ListTasksCommand({ cluster: this.clusterArn, containerInstance, desiredStatus, maxResults: 50 }),
    );
    return taskArns;
  }
}
