import { DescribeTaskDefinitionCommand, ECSClient } from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';

import { deployedContainer } from '../../../cli/leaf/deployed-container';
import { leafContext } from '../support/workspace';

const ecs = mockClient(ECSClient);

beforeEach(() => {
  ecs.reset();
});

test('has the ports and the time to stop of the newest task definition', async () => {
  const portMappings = [
    { containerPort: 25_565, hostPort: 25_565, protocol: 'tcp' as const },
    { containerPort: 24_454, hostPort: 24_455, protocol: 'udp' as const },
    // ECS leaves out what is its default
    { containerPort: 80, hostPort: 80 },
  ];
  ecs
    .on(DescribeTaskDefinitionCommand, { taskDefinition: 'games-minecraft-container' })
    .resolves({ taskDefinition: { containerDefinitions: [{ stopTimeout: 90, portMappings }] } });

  expect(await deployedContainer(leafContext())).toEqual({
    ports: [
      { protocol: 'tcp', port: 25_565 },
      { protocol: 'udp', port: 24_455 },
      { protocol: 'tcp', port: 80 },
    ],
    stopTimeoutSeconds: 90,
  });
});

test('has consecutive ports of one protocol as a range, in the order of the first of each', async () => {
  const mapping = (hostPort: number, protocol: 'tcp' | 'udp') => ({
    containerPort: hostPort + 1000,
    hostPort,
    protocol,
  });
  const portMappings = [
    mapping(25_565, 'tcp'),
    ...[16_262, 16_263, 16_264].map((port) => mapping(port, 'udp')),
    // beside the range, but of another protocol
    mapping(16_265, 'tcp'),
    mapping(16_266, 'udp'),
  ];
  ecs.on(DescribeTaskDefinitionCommand).resolves({ taskDefinition: { containerDefinitions: [{ portMappings }] } });

  expect(await deployedContainer(leafContext())).toEqual({
    ports: [
      { protocol: 'tcp', port: 25_565 },
      { protocol: 'udp', port: 16_262, lastPort: 16_264 },
      { protocol: 'tcp', port: 16_265 },
      { protocol: 'udp', port: 16_266 },
    ],
  });
});

test('has no ports where there is no task definition', async () => {
  const error = Object.assign(new Error('Unable to describe task definition.'), { name: 'ClientException' });
  ecs.on(DescribeTaskDefinitionCommand).rejects(error);

  expect(await deployedContainer(leafContext())).toEqual({ ports: [] });
});

test('fails where AWS refuses', async () => {
  ecs.on(DescribeTaskDefinitionCommand).rejects(new Error('not authorized'));

  await expect(deployedContainer(leafContext())).rejects.toThrow('not authorized');
});
