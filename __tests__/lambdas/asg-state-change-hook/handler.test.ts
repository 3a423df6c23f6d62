import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeContainerInstancesCommand, ECSClient, ListContainerInstancesCommand } from '@aws-sdk/client-ecs';
import {
  ChangeResourceRecordSetsCommand,
  ListResourceRecordSetsCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';

import { awsDependencies } from '../../../lambdas/asg-state-change-hook/aws-dependencies';

type Handler = typeof import('../../../lambdas/asg-state-change-hook/handler');

const environment = {
  LEAF_ID: 'minecraft',
  AUTO_SCALING_GROUP_NAME: 'games-minecraft-asg',
  CLUSTER_ARN: 'arn:aws:ecs:eu-central-1:123456789012:cluster/games-minecraft',
  PORTS: '25565/tcp',
  STOP_TIMEOUT_SECONDS: '120',
  BASE_TOPIC_ARN: 'arn:aws:sns:eu-central-1:123456789012:games-base-alerts',
  LEAF_TOPIC_ARN: 'arn:aws:sns:eu-central-1:123456789012:games-minecraft-alerts',
  LEFT_UP_ALARM_NAME: 'games-minecraft-instance-left-up',
  AWS_REGION: 'eu-central-1',
};
const query = {
  QUERY_RULE_NAME: 'games-minecraft-player-query',
  LOADING_MINUTES: '30',
  CONTAINER_LOG_GROUP_NAME: 'games-minecraft-container',
};
const domain = {
  HOST_NAME: 'minecraft.example.com',
  HOSTED_ZONE_ID: 'Z0123456789',
  CONTAINER_ACTIVITY_ALARM_NAME: 'games-minecraft-container-activity',
};
const before = { ...process.env };

const autoScaling = mockClient(AutoScalingClient);
const route53 = mockClient(Route53Client);
const sns = mockClient(SNSClient);
const published = () => sns.commandCalls(PublishCommand).map(({ args }) => args[0].input);
const SCHEDULED = { source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} };

/** AWS with an instance whose container runs, and a record that says it sleeps. */
function awsIsAwake(): void {
  autoScaling
    .onAnyCommand()
    .resolves({})
    .on(DescribeAutoScalingGroupsCommand)
    .callsFake(() => ({
      AutoScalingGroups: [{ DesiredCapacity: 1, Instances: [{ InstanceId: 'i-1', LifecycleState: 'InService' }] }],
    }));
  mockClient(EC2Client)
    .on(DescribeInstancesCommand)
    .resolves({
      Reservations: [
        { Instances: [{ LaunchTime: new Date('2026-11-22T20:00:00Z'), PublicIpAddress: '198.51.100.1' }] },
      ],
    });
  mockClient(ECSClient)
    .on(ListContainerInstancesCommand)
    .resolves({ containerInstanceArns: ['arn:new'] })
    .on(DescribeContainerInstancesCommand)
    .resolves({ containerInstances: [{ ec2InstanceId: 'i-1', runningTasksCount: 1 }] });
  let address = '192.0.2.1';
  route53
    .on(ListResourceRecordSetsCommand)
    .callsFake(() => ({
      ResourceRecordSets: [{ Name: 'minecraft.example.com.', Type: 'A', ResourceRecords: [{ Value: address }] }],
    }))
    .on(ChangeResourceRecordSetsCommand)
    .callsFake(() => {
      address = '198.51.100.1';
      return {};
    });
  sns.on(PublishCommand).resolves({});
}

const load = () => jest.requireActual<Handler>('../../../lambdas/asg-state-change-hook/handler');

beforeEach(() => {
  for (const client of [autoScaling, route53, sns]) client.reset();
  jest.spyOn(console, 'info').mockImplementation();
});
afterEach(() => {
  process.env = { ...before };
  jest.restoreAllMocks();
});

// first of all: the environment is read when the module is loaded, and what fails is loaded again
test('fails at its cold start without its environment, naming every missing variable', () => {
  expect(load).toThrow(
    'missing environment variables: LEAF_ID, AUTO_SCALING_GROUP_NAME, CLUSTER_ARN, PORTS, STOP_TIMEOUT_SECONDS, ' +
      'BASE_TOPIC_ARN, LEAF_TOPIC_ARN, LEFT_UP_ALARM_NAME, AWS_REGION',
  );
});

test('fails at its cold start with a host name but no hosted zone', () => {
  process.env = { ...before, ...environment, HOST_NAME: 'minecraft.example.com' };

  expect(load).toThrow('missing environment variables: HOSTED_ZONE_ID, CONTAINER_ACTIVITY_ALARM_NAME');
});

test('points the record and notifies both topics on an event', async () => {
  process.env = { ...before, ...environment, ...domain };
  awsIsAwake();

  process.env.START_PAGE_URL = 'https://abc123.execute-api.eu-central-1.amazonaws.com';

  await load().handler(SCHEDULED);

  expect(published()[0]?.Message).toContain('https://abc123.execute-api.eu-central-1.amazonaws.com/minecraft');
  expect(route53.commandCalls(ChangeResourceRecordSetsCommand)).toHaveLength(1);
  expect(published().map(({ TopicArn, Subject }) => [TopicArn, Subject])).toEqual([
    [environment.BASE_TOPIC_ARN, 'minecraft is ready'],
    [environment.LEAF_TOPIC_ARN, 'minecraft is ready'],
  ]);
});

test('fails for an event of another group, without asking AWS anything', async () => {
  process.env = { ...before, ...environment, ...domain };
  const { handler } = load();

  await expect(
    handler({
      source: 'aws.autoscaling',
      'detail-type': 'EC2 Instance Launch Successful',
      detail: { AutoScalingGroupName: 'games-valheim-asg' },
    }),
  ).rejects.toThrow('"group":"games-valheim-asg"');
  expect(autoScaling.calls()).toHaveLength(0);
});

test("asks AWS one thing about an instance that is not the group's, and does nothing else", async () => {
  process.env = { ...before, ...environment, ...domain };
  awsIsAwake();
  const ec2 = mockClient(EC2Client);
  const ecs = mockClient(ECSClient);

  await load().handler({
    source: 'aws.ec2',
    'detail-type': 'EC2 Instance State-change Notification',
    detail: { 'instance-id': 'i-1234567890abcdef0', state: 'pending' },
  });

  expect(autoScaling.calls().map(({ args: [command] }) => command.constructor.name)).toEqual([
    'DescribeAutoScalingGroupsCommand',
  ]);
  for (const client of [ec2, ecs, route53, sns]) expect(client.calls()).toHaveLength(0);
});

test('an instance that is launched into a warm pool wakes nobody: no record, no e-mail, nothing turned on', async () => {
  process.env = { ...before, ...environment, ...domain };
  awsIsAwake();
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({
    AutoScalingGroups: [
      {
        AutoScalingGroupName: environment.AUTO_SCALING_GROUP_NAME,
        MinSize: 0,
        MaxSize: 1,
        DesiredCapacity: 0,
        DefaultCooldown: 300,
        AvailabilityZones: ['eu-central-1a'],
        HealthCheckType: 'EC2',
        CreatedTime: new Date(),
        Instances: [
          {
            InstanceId: 'i-1',
            AvailabilityZone: 'eu-central-1a',
            LifecycleState: 'Warmed:Pending',
            HealthStatus: 'Healthy',
            ProtectedFromScaleIn: false,
          },
        ],
      },
    ],
  });
  const { handler } = load();

  // https://docs.aws.amazon.com/autoscaling/ec2/userguide/warm-pools-eventbridge-events.html
  await handler({
    source: 'aws.autoscaling',
    'detail-type': 'EC2 Instance Launch Successful',
    detail: {
      AutoScalingGroupName: environment.AUTO_SCALING_GROUP_NAME,
      EC2InstanceId: 'i-1',
      Origin: 'EC2',
      Destination: 'WarmPool',
    },
  });
  await handler({
    source: 'aws.ec2',
    'detail-type': 'EC2 Instance State-change Notification',
    detail: { 'instance-id': 'i-1', state: 'running' },
  });

  expect(route53.commandCalls(ChangeResourceRecordSetsCommand)).toEqual([]);
  expect(published()).toEqual([]);
  const changes = autoScaling.calls().map(({ args: [command] }) => command.constructor.name);
  expect([...new Set(changes)].filter((name) => !name.startsWith('Describe'))).toEqual([]);
});

test('without a domain it has no DNS record, and asks nobody for whom the leaf was awake', () => {
  expect(awsDependencies(environment, {})).not.toHaveProperty('record');
  expect(awsDependencies(environment, {})).not.toHaveProperty('traffic');
  expect(awsDependencies(environment, { domain }).traffic?.alarmName).toBe('games-minecraft-container-activity');
  expect(awsDependencies(environment, { wakesByDns: false }).leaf).toMatchObject({ wakesByDns: false });
  expect(awsDependencies(environment, {}).leaf).toEqual({
    id: 'minecraft',
    ports: '25565/tcp',
    stopTimeoutSeconds: 120,
    readyWhen: 'runs',
  });
  expect(awsDependencies(environment, { domain }).leaf).toMatchObject({ hostName: 'minecraft.example.com' });
});

test('knows its page where base has one, and none while base is not deployed with it', () => {
  const url = 'https://abc123.execute-api.eu-central-1.amazonaws.com';

  expect(awsDependencies(environment, { startPageUrl: url }).leaf.page).toBe(`${url}/minecraft`);
  expect(awsDependencies(environment, { startPageUrl: '' }).leaf).not.toHaveProperty('page');
});

test('has no rule to switch without a Query', () => {
  expect(awsDependencies(environment, {})).not.toHaveProperty('queryRule');
  expect(awsDependencies(environment, { query })).toHaveProperty('queryRule');
});

test('ready is the answer of the game, else the HealthCheck, else that the container runs', () => {
  const { leaf } = awsDependencies(environment, { query, hasHealthCheck: true });

  expect(leaf.readyWhen).toBe('answers');
  expect(leaf.query?.loadingMinutes).toBe(30);
  expect(leaf.query?.logLink(new Date(1_000), new Date(2_000))).toBe(
    'https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#logsV2:log-groups/log-group/' +
      'games-minecraft-container/log-events$3FfilterPattern$3D$26start$3D1000$26end$3D2000',
  );
  expect(awsDependencies(environment, { hasHealthCheck: true }).leaf.readyWhen).toBe('healthy');
  expect(awsDependencies(environment, {}).leaf.readyWhen).toBe('runs');
});

test('fails at its cold start with a part of the variables of a Query', () => {
  process.env = { ...before, ...environment, QUERY_RULE_NAME: 'games-minecraft-player-query' };

  expect(() => jest.isolateModules(load)).toThrow(
    'missing environment variables: LOADING_MINUTES, CONTAINER_LOG_GROUP_NAME',
  );
});

test('records starts only where it has a parameter, and reads system logs only where there are volumes too', () => {
  const some = { startsParameterName: '/games/starts/minecraft' };

  expect(awsDependencies(environment, {})).not.toHaveProperty('starts');
  expect(awsDependencies(environment, { fileSystemIds: 'fs-1' })).not.toHaveProperty('systemLog');
  expect(awsDependencies(environment, some)).toHaveProperty('starts');
  expect(awsDependencies(environment, some)).not.toHaveProperty('systemLog');
  expect(awsDependencies(environment, { ...some, fileSystemIds: 'fs-1' })).toHaveProperty('systemLog');
});
