import {
  AutoScalingClient,
  CreateOrUpdateTagsCommand,
  DescribeAutoScalingGroupsCommand,
} from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeServicesCommand, ECSClient } from '@aws-sdk/client-ecs';
import { DisableRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';

import { type Answer } from '../../../lambdas/player-query/answer';
import { askOnce } from '../../../lambdas/player-query/ask-once';
import { awsDependencies } from '../../../lambdas/player-query/aws-dependencies';
import { watchMinute } from '../../../lambdas/player-query/watch-minute';

type Handler = typeof import('../../../lambdas/player-query/handler');

const environment = {
  AUTO_SCALING_GROUP_NAME: 'games-minecraft-asg',
  CLUSTER_NAME: 'games-minecraft-cluster',
  SERVICE_NAME: 'games-minecraft-service',
  RULE_NAME: 'games-minecraft-player-query',
  HOOK_FUNCTION_NAME: 'games-minecraft-asg-state-change-hook',
  QUERY_PROTOCOL: 'minecraftvanilla',
  QUERY_PORT: '25565',
  COUNTS_PLAYERS: 'true',
  LOADING_MINUTES: '30',
  AWS_REGION: 'eu-central-1',
};
const before = { ...process.env };
const autoScaling = mockClient(AutoScalingClient);
const cloudWatch = mockClient(CloudWatchClient);
const eventBridge = mockClient(EventBridgeClient);
const lambda = mockClient(LambdaClient);
const ecs = mockClient(ECSClient);
const clients = [autoScaling, cloudWatch, eventBridge, lambda, ecs];
const load = () => jest.requireActual<Handler>('../../../lambdas/player-query/handler');
const MINUTE = { source: 'aws.events', 'detail-type': 'Scheduled Event', time: '2026-11-29T20:16:00Z', detail: {} };

/** AWS with an instance in service at this address. */
function awsIsAwake(address: string): void {
  autoScaling
    .onAnyCommand()
    .resolves({})
    .on(DescribeAutoScalingGroupsCommand)
    .resolves({
      AutoScalingGroups: [
        {
          AutoScalingGroupName: 'games-minecraft-asg',
          DesiredCapacity: 1,
          Instances: [{ InstanceId: 'i-1', LifecycleState: 'InService' }],
          Tags: [{ Key: 'container-manager:told/address/i-1', Value: `2026-11-29T20:00:00.000Z ${address}` }],
          // what the SDK's types want besides
          MinSize: 0,
          MaxSize: 1,
          DefaultCooldown: 0,
          AvailabilityZones: [],
          HealthCheckType: 'EC2',
          CreatedTime: new Date(0),
        } as never,
      ],
    });
  ecs.on(DescribeServicesCommand).resolves({
    services: [
      {
        deployments: [
          { id: 'ecs-svc/2', status: 'PRIMARY', createdAt: new Date('2026-11-01T20:00:00Z'), runningCount: 1 },
          { id: 'ecs-svc/1', status: 'ACTIVE', createdAt: new Date('2026-10-01T20:00:00Z'), runningCount: 0 },
        ],
      },
    ],
  });
}

function dependencies(answer?: Answer) {
  const made = awsDependencies(environment);
  return { ...made, game: { ...made.game, ask: () => Promise.resolve(answer) } };
}

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
let lines: unknown[];

beforeEach(() => {
  for (const client of clients) client.reset();
  lines = [];
  for (const level of LEVELS)
    jest.spyOn(console, level).mockImplementation((...line: unknown[]) => {
      lines.push(...line);
    });
});
afterEach(() => {
  process.env = { ...before };
  jest.restoreAllMocks();
});

// first of all: the environment is read when the module is loaded, and what fails is loaded again
test('fails at its cold start without its environment, naming every missing variable', () => {
  expect(load).toThrow(
    'missing environment variables: AUTO_SCALING_GROUP_NAME, CLUSTER_NAME, SERVICE_NAME, RULE_NAME, ' +
      'HOOK_FUNCTION_NAME, QUERY_PROTOCOL, QUERY_PORT, COUNTS_PLAYERS, LOADING_MINUTES, AWS_REGION',
  );
});

test('asleep it turns its own rule off, and publishes nothing', async () => {
  process.env = { ...before, ...environment };
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [{ DesiredCapacity: 0 } as never] });

  await load().handler(MINUTE);

  expect(eventBridge.commandCalls(DisableRuleCommand).map(({ args }) => args[0].input)).toEqual([
    { Name: 'games-minecraft-player-query' },
  ]);
  expect(cloudWatch.calls()).toHaveLength(0);
});

test('an instance that waits in a warm pool is not asked: the leaf is asleep', async () => {
  process.env = { ...before, ...environment };
  const Instances = [{ InstanceId: 'i-1', LifecycleState: 'Warmed:Running' }];
  autoScaling
    .on(DescribeAutoScalingGroupsCommand)
    .resolves({ AutoScalingGroups: [{ DesiredCapacity: 0, Instances } as never] });

  await load().handler(MINUTE);

  expect(eventBridge.commandCalls(DisableRuleCommand)).toHaveLength(1);
  expect(cloudWatch.calls()).toHaveLength(0);
});

test('asked while asleep it answers that it has nothing to ask', async () => {
  process.env = { ...before, ...environment };
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [{ DesiredCapacity: 0 } as never] });

  expect(await load().handler({ action: 'ask' })).toEqual({ answered: false });
  expect(eventBridge.calls()).toHaveLength(0);
});

test('an instance at a private address is never asked', async () => {
  process.env = { ...before, ...environment };
  awsIsAwake('10.0.0.5');

  expect(await load().handler({ action: 'ask' })).toEqual({ answered: false });
  expect(lines).toEqual([{ message: 'this address must not be asked', address: '10.0.0.5' }]);
});

test.each([
  ['nothing', {}, '{}'],
  ['an event of somebody else', { source: 'aws.ecs', 'detail-type': 'x' }, '{"source":"aws.ecs","detailType":"x"}'],
  [
    'a schedule without its time',
    { source: 'aws.events', 'detail-type': 'Scheduled Event' },
    '{"source":"aws.events","detailType":"Scheduled Event"}',
  ],
])('fails on %s', async (_what, event, got) => {
  process.env = { ...before, ...environment };

  await expect(load().handler(event)).rejects.toThrow(
    `expected {"action":"ask"} or a scheduled event with its time, got ${got}`,
  );
});

test('publishes players and presence for the minute and the two after it, notes the answer and tells the hook', async () => {
  awsIsAwake('198.51.100.1');
  const answer = { players: { online: 2, max: 20, names: ['Ann', 'Bob'] } };

  await watchMinute(dependencies(answer), new Date('2026-11-29T20:16:00Z'));

  const points = (name: string, value: number) =>
    ['20:16', '20:17', '20:18'].map((time) => ({
      MetricName: name,
      Dimensions: [{ Name: 'AutoScalingGroupName', Value: 'games-minecraft-asg' }],
      Timestamp: new Date(`2026-11-29T${time}:00Z`),
      Value: value,
      Unit: 'None',
    }));
  expect(cloudWatch.commandCalls(PutMetricDataCommand).map(({ args }) => args[0].input)).toEqual([
    { Namespace: 'ContainerManager', MetricData: [...points('Players', 2), ...points('Presence', 2)] },
  ]);
  expect(autoScaling.commandCalls(CreateOrUpdateTagsCommand).map(({ args }) => args[0].input.Tags?.[0])).toEqual([
    {
      ResourceId: 'games-minecraft-asg',
      ResourceType: 'auto-scaling-group',
      Key: 'container-manager:told/answered/i-1',
      Value: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z ecs-svc\/2 2$/) as string,
      PropagateAtLaunch: false,
    },
  ]);
  const [invocation] = lambda.commandCalls(InvokeCommand).map(({ args }) => args[0].input);
  expect(invocation).toMatchObject({
    FunctionName: 'games-minecraft-asg-state-change-hook',
    InvocationType: 'Event',
  });
  expect(JSON.parse(Buffer.from(invocation?.Payload as Uint8Array).toString())).toEqual({
    source: 'container-manager',
    'detail-type': 'Game Answers',
    detail: { AutoScalingGroupName: 'games-minecraft-asg' },
  });
});

test('names are in the answer to who asks, and nowhere else', async () => {
  awsIsAwake('198.51.100.1');
  const answer = { players: { online: 2, max: 20, names: ['Ann', 'Bob'] } };

  expect(await askOnce(dependencies(answer))).toEqual({ answered: true, ...answer });
  expect(cloudWatch.calls()).toHaveLength(0);
  await watchMinute(dependencies(answer), new Date('2026-11-29T20:16:00Z'));

  const sent = clients.flatMap((client) => client.calls().map(({ args }) => JSON.stringify(args[0].input)));
  expect([...sent, JSON.stringify(lines)].filter((text) => /Ann|Bob/.test(text))).toEqual([]);
});

test('a game that counts nobody answers without players', async () => {
  awsIsAwake('198.51.100.1');
  const made = dependencies({ players: { online: 0, names: [] } });

  expect(await askOnce({ ...made, game: { ...made.game, countsPlayers: false } })).toEqual({ answered: true });
});

test('a service that ECS does not know is an error that names it', async () => {
  awsIsAwake('198.51.100.1');
  ecs.on(DescribeServicesCommand).resolves({ services: [] });

  await expect(watchMinute(dependencies(), new Date('2026-11-29T20:16:00Z'))).rejects.toThrow(
    "ECS service 'games-minecraft-service' does not exist",
  );
});
