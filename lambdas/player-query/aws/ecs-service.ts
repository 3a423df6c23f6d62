import { DescribeServicesCommand, type ECSClient } from '@aws-sdk/client-ecs';

import { type Deployment, type Service } from '../dependencies';

/** The leaf's ECS service. */
export class EcsService implements Service {
  constructor(
    private readonly client: ECSClient,
    private readonly clusterName: string,
    private readonly serviceName: string,
  ) {}

  /** @throws Error when the service does not exist */
  async deployment(): Promise<Deployment> {
    const { services: [service] = [] } = await this.client.send(
      new DescribeServicesCommand({ cluster: this.clusterName, services: [this.serviceName] }),
    );
    const newest = service?.deployments?.find(({ status }) => status === 'PRIMARY');
    if (newest?.id === undefined || newest.createdAt === undefined) {
      throw new Error(`ECS service '${this.serviceName}' does not exist`);
    }
    return { id: newest.id, createdAt: newest.createdAt, runs: (newest.runningCount ?? 0) > 0 };
  }
}
