import {
  DescribeServicesCommand,
  ListTasksCommand,
  RegisterContainerInstanceCommand,
  StartTaskCommand,
  StopTaskCommand,
} from '@aws-sdk/client-ecs';

import { type Names } from '../../modules/aws/naming';
import { type Clients } from '../emulator/clients';

type LeafNames = Pick<Names, 'cluster' | 'service'>;

/** Registers an instance and starts the service's task on it. In AWS the ECS agent and ECS do that. */
export async function startContainer(
  { ecs }: Pick<Clients, 'ecs'>,
  { cluster, service }: LeafNames,
  instanceId: string,
): Promise<void> {
  const { containerInstance } = await ecs.send(
    new RegisterContainerInstanceCommand({ cluster, instanceIdentityDocument: JSON.stringify({ instanceId }) }),
  );
  const { services: [found] = [] } = await ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
  await ecs.send(
    new StartTaskCommand({
      cluster,
      taskDefinition: found?.taskDefinition,
      containerInstances: [String(containerInstance?.containerInstanceArn)],
      group: `service:${service}`,
      startedBy: found?.deployments?.find(({ status }) => status === 'PRIMARY')?.id,
    }),
  );
}

/** Stops the service's tasks. In AWS ECS does that when it drains their instance. */
export async function stopContainers({ ecs }: Pick<Clients, 'ecs'>, { cluster }: LeafNames): Promise<void> {
  const { taskArns = [] } = await ecs.send(new ListTasksCommand({ cluster, desiredStatus: 'RUNNING' }));
  for (const task of taskArns) await ecs.send(new StopTaskCommand({ cluster, task }));
}
