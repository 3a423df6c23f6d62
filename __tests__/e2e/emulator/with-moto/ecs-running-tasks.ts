import { RunInstancesCommand } from '@aws-sdk/client-ec2';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeServicesCommand,
  RegisterTaskDefinitionCommand,
  type Service,
} from '@aws-sdk/client-ecs';

import { startContainer, stopContainers } from '../../../../e2e/deployed/start-container';
import { type Clients, clientsOf, destroyClients } from '../../../../e2e/emulator/clients';
import { type Emulator } from '../../../../e2e/emulator/emulator';

const NAMES = { cluster: 'running', service: 'running-service' };

/** Tests of how many tasks of a service run, of which moto says what was desired. */
export function runningTasks(emulator: () => Emulator): void {
  let clients: Clients;

  beforeAll(async () => {
    clients = clientsOf(emulator().endpoint, 'eu-central-1');
    const { ecs } = clients;
    await ecs.send(new CreateClusterCommand({ clusterName: NAMES.cluster }));
    await ecs.send(
      new RegisterTaskDefinitionCommand({
        family: 'running',
        containerDefinitions: [{ name: 'container', image: 'example/game:1', memory: 128 }],
      }),
    );
    for (const serviceName of [NAMES.service, 'other-service']) {
      await ecs.send(
        new CreateServiceCommand({ cluster: NAMES.cluster, serviceName, taskDefinition: 'running', desiredCount: 1 }),
      );
    }
  });
  afterAll(() => {
    destroyClients(clients);
  });

  const counts = ({ runningCount, deployments = [] }: Service) => [
    runningCount,
    ...deployments.map((deployment) => deployment.runningCount),
  ];
  const running = async () => {
    const { services = [] } = await clients.ecs.send(
      new DescribeServicesCommand({ cluster: NAMES.cluster, services: [NAMES.service, 'other-service'] }),
    );
    return services.map(counts);
  };

  test('a service and its deployment count the tasks that run, each its own', async () => {
    expect(await running()).toEqual([
      [0, 0],
      [0, 0],
    ]);

    const { Instances: [instance] = [] } = await clients.ec2.send(
      new RunInstancesCommand({ ImageId: 'ami-1', MinCount: 1, MaxCount: 1 }),
    );
    await startContainer(clients, NAMES, String(instance?.InstanceId));
    expect(await running()).toEqual([
      [1, 1],
      [0, 0],
    ]);

    await stopContainers(clients, NAMES);
    expect(await running()).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });
}
