import { RunInstancesCommand } from '@aws-sdk/client-ec2';
import { CreateClusterCommand, CreateServiceCommand, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { PutParameterCommand } from '@aws-sdk/client-ssm';

import { Ec2SystemLog } from '../../../../lambdas/asg-state-change-hook/aws/ec2-system-log';
import { EcsContainer } from '../../../../lambdas/asg-state-change-hook/aws/ecs-container';
import { SsmStartsParameter } from '../../../../lambdas/asg-state-change-hook/aws/ssm-starts-parameter';
import { hostSteps } from '../../../../lambdas/asg-state-change-hook/host-steps';
import { startContainer } from '../../../../e2e/deployed/start-container';
import { type Clients, clientsOf, destroyClients } from '../../../../e2e/emulator/clients';
import { type Emulator } from '../../../../e2e/emulator/emulator';

const NAMES = { cluster: 'hosts', service: 'hosts-service' };

/** Tests of where the times of a start come from. */
export function hosts(emulator: () => Emulator): void {
  let clients: Clients;

  beforeAll(() => {
    clients = clientsOf(emulator().endpoint, 'eu-central-1');
  });
  afterAll(() => {
    destroyClients(clients);
  });

  const launch = async () => {
    const { Instances: [instance] = [] } = await clients.ec2.send(
      new RunInstancesCommand({ ImageId: 'ami-1', MinCount: 1, MaxCount: 1 }),
    );
    return String(instance?.InstanceId);
  };

  test('a host says in its system log when it mounted and locked its volumes, and the same when it is asked again', async () => {
    const id = await launch();
    const log = new Ec2SystemLog(clients.ec2);

    const steps = hostSteps(await log.read(id));

    expect(steps).toEqual({ mounted: expect.any(Date) as Date, locked: expect.any(Date) as Date });
    expect(hostSteps(await log.read(id))).toEqual(steps);
  });

  test('ECS tells when an agent registered, and when its container started', async () => {
    const { ecs } = clients;
    await ecs.send(new CreateClusterCommand({ clusterName: NAMES.cluster }));
    await ecs.send(
      new RegisterTaskDefinitionCommand({
        family: 'hosts',
        containerDefinitions: [{ name: 'container', image: 'example/game:1', memory: 128 }],
      }),
    );
    await ecs.send(
      new CreateServiceCommand({ cluster: NAMES.cluster, serviceName: NAMES.service, taskDefinition: 'hosts' }),
    );
    const id = await launch();
    await startContainer(clients, NAMES, id);
    const container = new EcsContainer(ecs, NAMES.cluster);

    const times = await container.timesOn(id);

    const names = ['registeredAt', 'createdAt', 'pullStartedAt', 'pullStoppedAt', 'startedAt'];
    expect(Object.keys(times)).toEqual(names);
    expect(await container.timesOn(id)).toEqual(times);
    expect(await container.timesOn(await launch())).toEqual({});
  });

  test('a parameter keeps its former values by their versions', async () => {
    const { ssm } = clients;
    const Name = '/games/starts/minecraft';
    await ssm.send(new PutParameterCommand({ Name, Value: '[]', Type: 'String', Tier: 'Standard' }));
    const settings = { region: 'eu-central-1', endpoint: emulator().endpoint, credentials: ssm.config.credentials };
    const parameter = new SsmStartsParameter(Name, settings);

    await expect(parameter.read()).resolves.toEqual({ text: '[]', version: 1 });
    await expect(parameter.write('[1]')).resolves.toBe(2);
    await expect(parameter.write('[2]')).resolves.toBe(3);
    await expect(parameter.read()).resolves.toEqual({ text: '[2]', version: 3 });
    await expect(parameter.read(2)).resolves.toEqual({ text: '[1]', version: 2 });
  });
}
