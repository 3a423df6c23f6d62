import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

import {
  AutoScalingClient,
  type AutoScalingGroup,
  DescribeAutoScalingGroupsCommand,
} from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeTaskDefinitionCommand, DescribeTasksCommand, ECSClient, ListTasksCommand } from '@aws-sdk/client-ecs';
import { DescribeFileSystemsCommand, EFSClient } from '@aws-sdk/client-efs';
import { DescribeRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';

import { AwsClients } from '../../../cli/aws/clients';
import { type DeployedLeaf, type DeployedLeaves } from '../../../cli/leaf/deployed-leaves';
import { type PlayersOnline } from '../../../cli/leaf/players';
import { StateStore } from '../../../cli/state/store';
import { noteRun, type RunKind } from '../../../cli/terraform/killed-runs';
import { readStatus } from '../../../cli/status/status';
import { Names } from '../../../modules/aws/naming';
import { type ConfigParts } from '../../../modules/config/config-parts';
import { at, group, instances, task } from '../support/leaf';
import { stateText } from '../support/state';
import { CALLER, emptyProject, writeStates } from '../support/workspace';

const BASE = { name: 'games', region: 'eu-central-1', domain: { name: 'example.com', hostedZoneId: 'Z1' } };
const PORTS = [{ protocol: 'tcp', port: 25_565 }] as const;
const GROUP_ARN = 'arn:aws:autoscaling:eu-west-1:111111111111:autoScalingGroup:a-b:autoScalingGroupName/it';

const autoScaling = mockClient(AutoScalingClient);
const cloudWatch = mockClient(CloudWatchClient);
const ec2 = mockClient(EC2Client);
const ecs = mockClient(ECSClient);
const efs = mockClient(EFSClient);
const eventBridge = mockClient(EventBridgeClient);
const project = emptyProject();

afterEach(() => {
  jest.restoreAllMocks();
});

beforeEach(() => {
  for (const mock of [autoScaling, cloudWatch, ec2, ecs, efs, eventBridge]) mock.reset();
  autoScaling.resolves({});
  cloudWatch.on(DescribeAlarmsCommand).resolves({ MetricAlarms: [] });
  ec2
    .on(DescribeInstancesCommand)
    .resolves({ Reservations: [{ Instances: [{ LaunchTime: at('20:14'), PublicIpAddress: '198.51.100.7' }] }] });
  ecs.on(ListTasksCommand).resolves({ taskArns: ['t-1'] });
  ecs.on(DescribeTasksCommand).resolves({ tasks: [task()] });
  ecs.on(DescribeTaskDefinitionCommand).resolves({
    taskDefinition: { containerDefinitions: [{ portMappings: [{ hostPort: 2456, protocol: 'udp' }] }] },
  });
  efs.on(DescribeFileSystemsCommand).resolves({ FileSystems: [] });
  eventBridge.on(DescribeRuleCommand).resolves({ State: 'ENABLED' });
});

function deployed(id: string, more: Partial<AutoScalingGroup> = {}): DeployedLeaf {
  const names = new Names('games', id);
  return { id, names, clients: new AwsClients('eu-central-1'), group: group(more) };
}

function read(
  config: Partial<ConfigParts>,
  leaves: readonly DeployedLeaf[],
  name?: string,
  players?: Pick<PlayersOnline, 'of'>,
) {
  const states = new StateStore(project(), BASE, () => Promise.resolve('111111111111'));
  const all: DeployedLeaves = {
    config: { base: BASE, leaves: [], unreadLeafIds: [], problems: [], ...config },
    clients: new AwsClients('eu-central-1'),
    states,
    caller: () => Promise.resolve(CALLER),
    all: () => Promise.resolve([...leaves]),
    find: (unknown) => Promise.reject(new Error(`there is no leaf ${unknown}`)),
  };
  return readStatus(all, name, players);
}

const awake = { DesiredCapacity: 1, Instances: instances('InService') };

test('shows an awake leaf whose YAML is gone with its state, and what AWS says of its ports', async () => {
  writeStates(project(), ['base', 'valheim']);

  const status = await read({}, [deployed('valheim', awake)]);

  expect(status.leaves).toMatchObject([
    { id: 'valheim', phase: 'ready', hasNoYaml: true, address: '198.51.100.7', ports: ['2456/udp'] },
  ]);
  expect(status.stacksWithoutYaml).toEqual(['valheim']);
});

test('says about what the month has cost, at the price of the type that runs', async () => {
  const Instances = instances('InService').map((one) => ({ ...one, InstanceType: 'm7i-flex.large' }));

  const { leaves } = await read({}, [deployed('valheim', { ...awake, Instances }), deployed('unknown', awake)]);

  expect(leaves.map(({ id, cost }) => [id, cost?.instanceType])).toEqual([
    ['unknown', undefined],
    ['valheim', 'm7i-flex.large'],
  ]);
});

test('asks who plays only where the game of a leaf answers', async () => {
  const players = { of: jest.fn(() => Promise.resolve({ online: 1, names: ['Steve'] })) };
  const tag = (Key: string, Value: string) => ({ Key, Value });
  const query = tag('container-manager:ready-when', 'answers');
  const answered = tag('container-manager:told/answered/i-1', '2026-11-22T20:16:00.000Z ecs-svc/1');
  const leaves = [
    deployed('answers', { ...awake, Tags: [query, answered] }),
    deployed('asleep', { Tags: [query, answered] }),
    deployed('loads', { ...awake, Tags: [query] }),
    deployed('without', awake),
  ];

  const status = await read({}, leaves, undefined, players);

  expect(status.leaves.map(({ id, players: online }) => [id, online])).toEqual([
    ['answers', { online: 1, names: ['Steve'] }],
    ['asleep', undefined],
    ['loads', undefined],
    ['without', undefined],
  ]);
  expect(players.of).toHaveBeenCalledTimes(1);
});

test('shows a leaf with a wrong YAML as AWS has it, and what is wrong', async () => {
  const problems = [{ file: 'config/leaves/valheim.yaml', line: 1, column: 1, key: 'Ec2', message: 'no' }];

  const status = await read({ leaves: [{ id: 'valheim', ports: [] }], problems }, [deployed('valheim', awake)]);

  expect(status.leaves).toMatchObject([{ id: 'valheim', phase: 'ready', ports: ['2456/udp'] }]);
  expect(status.leaves[0]).not.toHaveProperty('hasNoYaml');
  expect(status).toMatchObject({ configProblems: problems, stacksWithoutYaml: [] });
});

test('does not take a leaf for one without YAML whose file has a wrong ending, and says what to rename', async () => {
  writeStates(project(), ['base', 'my-game']);
  const message = 'is not read: rename it to my.game.yaml';
  const problems = [{ file: 'config/leaves/my.game.yml', line: 1, column: 1, key: '', message }];
  const leaf: DeployedLeaf = { ...deployed('my-game'), id: 'my.game' };

  const status = await read({ unreadLeafIds: ['my.game', 'other'], problems }, [leaf]);

  expect(status.leaves.map(({ id }) => id)).toEqual(['my.game']);
  expect(status.leaves[0]).not.toHaveProperty('hasNoYaml');
  expect(status).toMatchObject({ configProblems: problems, stacksWithoutYaml: [] });
});

test('shows what the config says of a leaf that is not deployed, in alphabetical order', async () => {
  const status = await read({ leaves: [{ id: 'minecraft', ports: PORTS }] }, [deployed('a'), deployed('z')]);

  expect(status.leaves.map(({ id, phase }) => [id, phase])).toEqual([
    ['a', 'asleep'],
    ['minecraft', 'not deployed'],
    ['z', 'asleep'],
  ]);
  expect(status.leaves[1]).toMatchObject({ hostName: 'minecraft.example.com', ports: ['25565/tcp'] });
  expect(status).not.toHaveProperty('otherNames');
  expect(status).not.toHaveProperty('configProblems');
});

test('shows one leaf alone where a person asks for it, with YAML or without', async () => {
  const problems = [{ file: 'config/leaves/a.yaml', line: 1, column: 1, key: 'Ec2', message: 'no' }];

  const status = await read({ leaves: [{ id: 'a', ports: [] }], problems }, [deployed('a'), deployed('z')], 'Z');

  expect(status).toMatchObject({ leaves: [{ id: 'z', hasNoYaml: true }], keptFileSystems: [], stacksWithoutYaml: [] });
  expect(status.leaves).toHaveLength(1);
  expect(status).not.toHaveProperty('configProblems');
});

test('fails for a name that nobody knows', async () => {
  await expect(read({}, [deployed('a')], 'b')).rejects.toThrow('there is no leaf b');
});

test('refuses after a changed Region, as deploy does', async () => {
  writeStates(
    project(),
    ['minecraft'],
    stateText({ address: 'aws_autoscaling_group.Group', values: { arn: GROUP_ARN } }),
  );

  await expect(read({ leaves: [{ id: 'minecraft', ports: PORTS }] }, [])).rejects.toMatchObject({
    message: expect.stringMatching(/^minecraft is deployed in eu-west-1, but Region in base[.]yaml is/) as string,
    exitCode: 3,
  });
});

test.each([
  ['minecraft --new-project games', []],
  ['minecraft', ['base']],
])('says after a changed Name under which one its leaves are deployed: ./cm deploy %s', async (deploys, deployed) => {
  writeStates(project(), deployed);
  const tags = { 'container-manager:project': 'cm', 'container-manager:leaf': 'minecraft' };
  autoScaling
    .on(DescribeAutoScalingGroupsCommand, { Filters: [{ Name: 'tag:container-manager:leaf', Values: ['minecraft'] }] })
    .resolves({ AutoScalingGroups: [group({ Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) })] });

  const { otherNames } = await read({ leaves: [{ id: 'minecraft', ports: PORTS }] }, []);

  expect(otherNames).toEqual([
    "minecraft is deployed under the Name cm, but Name in base.yaml is games: put 'Name: cm' back in base.yaml. If games is a " +
      `second project on purpose, ./cm deploy ${deploys} creates minecraft in it.`,
  ]);
});

const MINECRAFT = { leaves: [{ id: 'minecraft', ports: PORTS }] };

test('a leaf with a state and without a group is deployed in part', async () => {
  writeStates(project(), ['minecraft'], stateText({ address: 'aws_sns_topic.Alerts' }));

  expect((await read(MINECRAFT, [])).leaves).toMatchObject([{ id: 'minecraft', phase: 'deployed in part' }]);
});

test('a leaf with an empty state is not deployed', async () => {
  writeStates(project(), ['minecraft'], stateText());

  expect((await read(MINECRAFT, [])).leaves).toMatchObject([{ id: 'minecraft', phase: 'not deployed' }]);
});

test.each<[RunKind, string]>([
  ['apply', 'deployed in part'],
  ['plan', 'not deployed'],
])('after a killed %s without a state a leaf is %s', async (kind, phase) => {
  const folder = project().stackFolder('minecraft');
  mkdirSync(folder, { recursive: true });
  noteRun(folder, kind, spawnSync(process.execPath, ['--version']).pid);

  expect((await read(MINECRAFT, [])).leaves).toMatchObject([{ id: 'minecraft', phase }]);
});

test.each([
  ['OperationTypeApply', 'deployed in part'],
  ['OperationTypePlan', 'not deployed'],
])('a leaf whose state is locked by %s is %s', async (operation, phase) => {
  const lock = { id: 'x', operation, owner: 'jo@desk', takenAt: new Date() };
  jest.spyOn(StateStore.prototype, 'readLock').mockResolvedValue(lock);

  expect((await read(MINECRAFT, [])).leaves).toMatchObject([{ id: 'minecraft', phase }]);
});
