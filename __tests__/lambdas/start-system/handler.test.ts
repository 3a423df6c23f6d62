import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { mockClient } from 'aws-sdk-client-mock';

import { aQuery, batch } from '../../support/query-log';

type Handler = typeof import('../../../lambdas/start-system/handler');

// loaded in each test: the environment is read when the module is
const load = () => jest.requireActual<Handler>('../../../lambdas/start-system/handler');
const environment = {
  LEAVES_REGION: 'eu-central-1',
  PROJECT_TAG: 'container-manager:project',
  PROJECT: 'games',
  LEAF_TAG: 'container-manager:leaf',
};

afterEach(() => {
  for (const name of Object.keys(environment)) Reflect.deleteProperty(process.env, name);
});

test('fails at its cold start without its environment, naming every missing variable', () => {
  expect(load).toThrow('missing environment variables: LEAVES_REGION, PROJECT_TAG, PROJECT, LEAF_TAG');
});

test("wakes what a batch asks for in the leaves' region", async () => {
  jest.spyOn(console, 'info').mockImplementation();
  const autoScaling = mockClient(AutoScalingClient);
  const regions: unknown[] = [];
  autoScaling.on(DescribeAutoScalingGroupsCommand).callsFake(async (_, getClient: () => AutoScalingClient) => {
    regions.push(await getClient().config.region());
    const tags = [{ Key: 'container-manager:host-name', Value: 'minecraft.example.com' }];
    return { AutoScalingGroups: [{ AutoScalingGroupName: 'games-minecraft-asg', DesiredCapacity: 0, Tags: tags }] };
  });
  autoScaling.on(DescribeScalingActivitiesCommand).resolves({ Activities: [] });
  autoScaling.on(SetDesiredCapacityCommand).resolves({});
  Object.assign(process.env, environment);

  await load().handler({ awslogs: { data: batch([aQuery('Minecraft.example.com', new Date().toISOString())]) } });

  expect(regions).toEqual(['eu-central-1']);
  expect(autoScaling.commandCalls(SetDesiredCapacityCommand).map(({ args }) => args[0].input)).toEqual([
    { AutoScalingGroupName: 'games-minecraft-asg', DesiredCapacity: 1, HonorCooldown: false },
  ]);
});
