import { DescribeServicesCommand, RegisterContainerInstanceCommand, StartTaskCommand } from '@aws-sdk/client-ecs';

import { type Names } from '../../modules/aws/naming';
import { type Clients } from '../emulator/clients';

/** Registers an instance and starts the service's task on it. In AWS the ECS agent and ECS do that. */
export async function startContainer(
  { ecs }: Clients,
  { cluster, service }: Pick<Names, 'cluster' | 'service'>,
  instanceId: string,
): Promise<void> {
  const { containerInstance } = await ecs.send(
    new RegisterContainerInstanceCommand({ cluster, instanceIdentityDocument: JSON.stringify({ instanceId }) }),
  );
  const { services = [] } = await ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
  await ecs.send(
    new StartTaskCommand({
      cluster,
      taskDefinition: services[0]?.taskDefinition,
      containerInstances: [String(containerInstance?.containerInstanceArn)],
      group: `service:${service}`,
    }),
  );
}
