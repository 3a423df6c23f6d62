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

test('has no ports where there is no task definition', async () => {
  const error = Object.assign(new Error('Unable to describe task definition.'), { name: 'ClientException' });
  ecs.on(DescribeTaskDefinitionCommand).rejects(error);

  expect(await deployedContainer(leafContext())).toEqual({ ports: [] });
});

test('fails where AWS refuses', async () => {
  ecs.on(DescribeTaskDefinitionCommand).rejects(new Error('not authorized'));

  await expect(deployedContainer(leafContext())).rejects.toThrow('not authorized');
});
