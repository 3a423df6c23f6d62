import {
  type Activity,
  AutoScalingClient,
  CreateOrUpdateTagsCommand,
  DeleteTagsCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { DescribeTasksCommand, ECSClient, ListTasksCommand, type Task } from '@aws-sdk/client-ecs';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';

import { AwsLeaves } from '../../../lambdas/start-page/aws-leaves';
import { type LeafOnPage } from '../../../lambdas/start-page/contract';
import { type Start } from '../../../lambdas/shared/starts';
import { startsText } from '../../../lambdas/shared/starts-text';
import { group } from '../../support/start-system';

const autoScaling = mockClient(AutoScalingClient);
const ecs = mockClient(ECSClient);
const lambda = mockClient(LambdaClient);

const NOW = Date.parse('2026-11-22T20:16:00Z');
const ago = (seconds: number) => new Date(now - seconds * 1_000);
let now = NOW;

beforeEach(() => {
  now = NOW;
  for (const mock of [autoScaling, ecs, lambda]) mock.reset();
  for (const level of ['info', 'warn'] as const) jest.spyOn(console, level).mockImplementation();
  autoScaling.on(SetDesiredCapacityCommand).resolves({});
  autoScaling.on(DescribeScalingActivitiesCommand).resolves({ Activities: [] });
  ecs.on(ListTasksCommand).resolves({ taskArns: [] });
});
afterEach(() => {
  jest.restoreAllMocks();
});

const DETAILS: LeafOnPage = { ports: ['25565/tcp'], note: 'Version 1.21' };

interface Given {
  readonly details?: LeafOnPage | { read(): Promise<ReadonlyMap<string, string>> };
  readonly starts?: Start[];
  readonly now?: () => Date;
}

function leaves({ details = DETAILS, starts = [], now: time = () => new Date(now) }: Given = {}): AwsLeaves {
  const parameters = (value: string) => ({ read: () => Promise.resolve(new Map([['minecraft', value]])) });
  return new AwsLeaves({
    clients: {
      autoScaling: new AutoScalingClient({}),
      ecs: new ECSClient({}),
      lambda: new LambdaClient({}),
    },
    tags: { project: { tag: 'container-manager:project', value: 'games' }, leafTag: 'container-manager:leaf' },
    details: 'read' in details ? details : parameters(JSON.stringify(details)),
    starts: parameters(startsText(starts)),
    clock: { now: time, wait: () => Promise.resolve() },
  });
}

/** The group of minecraft, with notes, tags and what AWS calls otherwise. */
function found(
  desired: number,
  more: Parameters<typeof group>[2] & { notes?: Record<string, string>; tags?: Record<string, string> } = {},
) {
  const { notes = {}, tags = {}, ...rest } = more;
  const base = group('minecraft', desired, rest);
  const noted = Object.fromEntries(
    Object.entries(notes).map(([key, value]) => [`container-manager:told/${key}`, value]),
  );
  const Tags = [...(base.Tags ?? []), ...Object.entries({ ...noted, ...tags }).map(([Key, Value]) => ({ Key, Value }))];
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [{ ...base, Tags }] });
}
const instance = (LifecycleState: 'Pending' | 'InService' | 'Terminating') => ({
  Instances: [
    { InstanceId: 'i-1', LifecycleState, AvailabilityZone: 'a', HealthStatus: 'Healthy', ProtectedFromScaleIn: false },
  ],
});
const launch = (startedAt: Date, more: Partial<Activity> = {}): Activity => ({
  ActivityId: 'a',
  AutoScalingGroupName: 'games-minecraft-asg',
  Cause:
    'At 2026-11-22T20:15:00Z a user request explicitly set group desired capacity changing the desired capacity from 0 to 1.',
  Description: 'Launching a new EC2 instance: i-1',
  StartTime: startedAt,
  StatusCode: 'Successful',
  ...more,
});
const activities = (...list: Activity[]) =>
  autoScaling.on(DescribeScalingActivitiesCommand).resolves({ Activities: list });
function tasks(...list: Partial<Task>[]) {
  ecs.on(ListTasksCommand).resolves({ taskArns: ['t'] });
  ecs.on(DescribeTasksCommand).resolves({ tasks: list });
}
const RUNNING = { desiredStatus: 'RUNNING', lastStatus: 'RUNNING' };
/** As the state change hook notes it. */
const ADDRESS = { 'address/i-1': '2026-11-22T20:15:00.000Z 203.0.113.7' };
const start = (seconds: number): Start => ({
  instanceId: `i-${seconds}`,
  times: { switched: new Date(0), ready: new Date(seconds * 1_000) },
});
const switched = () =>
  autoScaling.commandCalls(SetDesiredCapacityCommand).map(({ args }) => args[0].input.DesiredCapacity);

test('asleep: one call to AWS in two seconds, whatever comes, and the note of its administrator', async () => {
  found(0);
  const all = leaves();
  for (let request = 0; request < 100; request += 1) {
    expect(await all.state('minecraft')).toEqual({ leaf: 'minecraft', note: 'Version 1.21', state: 'asleep' });
  }
  expect(await all.ids()).toEqual(['minecraft']);
  expect(autoScaling.calls().map(({ args }) => args[0].input)).toEqual([
    {
      Filters: [
        { Name: 'tag:container-manager:project', Values: ['games'] },
        { Name: 'tag-key', Values: ['container-manager:leaf'] },
      ],
      MaxRecords: 100,
      NextToken: undefined,
    },
  ]);
  now += 2_000;
  await all.state('minecraft');
  expect(autoScaling.calls()).toHaveLength(2);
  for (const mock of [ecs, lambda]) expect(mock.calls()).toEqual([]);
});

test('a leaf without a group is none', async () => {
  found(0);
  const all = leaves();

  expect(await all.state('valheim')).toBeUndefined();
  expect(await all.wake('valheim', 'page')).toBeUndefined();
  expect(await all.sleep('valheim')).toBeUndefined();
  expect(switched()).toEqual([]);
});

test('wakes it as the page, and says at once that it starts, with what starts take', async () => {
  found(0, { notes: { fruitless: '5 2026-11-22T20:00:00.000Z 10' } });

  expect(await leaves({ starts: [100, 140, 120].map(start) }).wake('minecraft', 'page')).toEqual({
    leaf: 'minecraft',
    note: 'Version 1.21',
    state: 'starting',
    seconds: 0,
    usual: { median: 120, shortest: 100, longest: 140 },
    waitsFor: 'instance',
  });
  expect(switched()).toEqual([1]);
  expect(autoScaling.commandCalls(CreateOrUpdateTagsCommand)[0]!.args[0].input.Tags).toMatchObject([
    { Key: 'container-manager:told/woken-by', Value: '2026-11-22T20:16:00.000Z page' },
  ]);
  // a deliberate wake ends the back-off
  expect(autoScaling.commandCalls(DeleteTagsCommand)[0]!.args[0].input.Tags).toMatchObject([
    { Key: 'container-manager:told/fruitless' },
  ]);
});

test('wakes nothing that is awake, and shows it', async () => {
  found(1, { ...instance('Pending'), notes: { 'woken-by': `${ago(40).toISOString()} dns` } });

  expect(await leaves().wake('minecraft', 'discord')).toMatchObject({ state: 'starting', seconds: 40 });
  expect(switched()).toEqual([]);
});

test.each([
  ['its limit is reached', { month: '2026-11 3600 2026-11-22T20:00:00.000Z' }, 'limit', '2026-12-01T00:00:00.000Z'],
  ['it is to stay asleep', { 'woken-by': '2026-11-22T20:00:00.000Z stay' }, 'stay', undefined],
] as const)('is refused, shown so and not woken, when %s', async (_, notes, why, until) => {
  found(0, { notes, tags: { 'container-manager:wake-rules': 'limit-hours=60' } });
  const refused = { leaf: 'minecraft', note: 'Version 1.21', state: 'refused', why, ...(until && { until }) };

  expect(await leaves().state('minecraft')).toEqual(refused);
  expect(await leaves().wake('minecraft', 'page')).toEqual(refused);
  expect(switched()).toEqual([]);
});

test.each([{ MaxSize: 0 }, { Status: 'Delete in progress' }])(
  'a leaf that is being retired is not woken: %j',
  async (more) => {
    found(0, more);
    const all = leaves();

    expect(await all.state('minecraft')).toMatchObject({ state: 'retiring' });
    expect(await all.wake('minecraft', 'page')).toMatchObject({ state: 'retiring' });
    expect(await all.ids()).toEqual([]);
    expect(switched()).toEqual([]);
  },
);

test.each([
  ['no instance yet', {}, [], 'instance'],
  ['an instance that comes', instance('Pending'), [], 'instance'],
  ['an instance without its container', instance('InService'), [], 'container'],
  ['a container that starts', instance('InService'), [{ ...RUNNING, lastStatus: 'PENDING' }], 'container'],
  ['a game that loads', instance('InService'), [RUNNING], 'game'],
] as const)('starting with %s', async (_, more, list, waitsFor) => {
  found(1, {
    ...more,
    notes: { 'woken-by': `${ago(75).toISOString()} page` },
    tags: { 'container-manager:ready-when': 'answers' },
  });
  activities(launch(ago(70)));
  if (list.length > 0) tasks(...list);

  expect(await leaves().state('minecraft')).toEqual({
    leaf: 'minecraft',
    note: 'Version 1.21',
    state: 'starting',
    seconds: 75,
    waitsFor,
  });
  for (const { args } of ecs.commandCalls(ListTasksCommand))
    expect(args[0].input.cluster).toBe('games-minecraft-cluster');
});

test.each([
  ['in the console: since its launch', {}, 70],
  ['before its last sleep: since its launch', { 'woken-by': '2026-11-22T19:00:00.000Z page' }, 70],
  ['by a clock that goes ahead: never below zero', { 'woken-by': '2026-11-22T20:17:00.000Z page' }, 0],
] as const)('counts the seconds of a start that somebody began %s', async (_, notes, seconds) => {
  found(1, { ...instance('Pending'), notes });
  activities(launch(ago(70)), launch(ago(1_800), { Description: 'Terminating EC2 instance: i-0', Cause: '' }));

  expect(await leaves().state('minecraft')).toMatchObject({ state: 'starting', seconds });
});

test('ready: its public address with each port', async () => {
  found(1, { ...instance('InService'), notes: ADDRESS });
  tasks(RUNNING);

  expect(await leaves({ details: { ports: ['25565/tcp', '24454/udp'] } }).state('minecraft')).toEqual({
    leaf: 'minecraft',
    state: 'ready',
    addresses: ['203.0.113.7:25565', '203.0.113.7:24454'],
  });
  expect(lambda.calls()).toEqual([]);
});

test('ready with a domain: its name, whatever address is noted', async () => {
  found(1, instance('InService'));
  tasks(RUNNING);

  expect(await leaves({ details: { ...DETAILS, hostName: 'minecraft.example.com' } }).state('minecraft')).toMatchObject(
    {
      state: 'ready',
      addresses: ['minecraft.example.com:25565'],
    },
  );
});

test('in service without an address yet is no ready', async () => {
  found(1, instance('InService'));
  tasks(RUNNING);

  expect(await leaves().state('minecraft')).toMatchObject({ state: 'starting', waitsFor: 'instance' });
});

describe('who plays', () => {
  const details = { ...DETAILS, hostName: 'm.example.com', playerQueryFunction: 'games-minecraft-player-query' };
  beforeEach(() => {
    found(1, instance('InService'));
    tasks(RUNNING);
  });

  test('is asked of its function, every 10 seconds at most', async () => {
    lambda.on(InvokeCommand).callsFake(() => ({
      Payload: Buffer.from('{"answered":true,"players":{"online":2,"max":20,"names":["Steve","<b>"]}}'),
    }));
    const all = leaves({ details });
    for (; now < NOW + 10_000; now += 2_000) {
      expect(await all.state('minecraft')).toMatchObject({
        state: 'ready',
        players: { online: 2, max: 20, names: ['Steve', '<b>'] },
      });
    }
    expect(lambda.commandCalls(InvokeCommand).map(({ args }) => args[0].input.FunctionName)).toEqual([
      'games-minecraft-player-query',
    ]);
  });

  test('is asked again at once where a request had too little time for it', async () => {
    lambda
      .on(InvokeCommand)
      .rejectsOnce(Object.assign(new Error('aborted'), { name: 'AbortError' }))
      .callsFake(() => ({ Payload: Buffer.from('{"answered":true,"players":{"online":1,"names":[]}}') }));
    const all = leaves({ details });

    expect(await all.state('minecraft')).toMatchObject({ players: 'unknown' });
    now += 2_000;
    expect(await all.state('minecraft')).toMatchObject({ players: { online: 1 } });
  });

  test.each([
    ['the game is silent', '{"answered":false}', 'unknown'],
    ['the function says nonsense', 'null', 'unknown'],
    ['the game does not count', '{"answered":true}', undefined],
  ])('is said so when %s', async (_, payload, players) => {
    lambda.on(InvokeCommand).callsFake(() => ({ Payload: Buffer.from(payload) }));

    expect((await leaves({ details }).state('minecraft')) as object).toEqual({
      leaf: 'minecraft',
      note: 'Version 1.21',
      state: 'ready',
      addresses: ['m.example.com:25565'],
      ...(players && { players }),
    });
  });
});

test('stopping while an instance ends', async () => {
  found(0, instance('Terminating'));

  expect(await leaves().state('minecraft')).toMatchObject({ state: 'stopping' });
});

describe('a start that came to nothing', () => {
  const failed = (startedAt: Date, words: string) =>
    launch(startedAt, {
      Description: 'Launching a new EC2 instance.  Status Reason: x',
      StatusCode: 'Failed',
      StatusMessage: words,
      EndTime: startedAt,
    });
  const NO_CAPACITY =
    'You are not authorized for arn:aws:ec2:eu-central-1:123456789012:instance/* in 123456789012. We have no capacity.';

  test('shows the reason of AWS, without ARNs and the number of the account, for half an hour', async () => {
    found(0, { notes: { 'woken-by': `${ago(120).toISOString()} page` } });
    activities(failed(ago(100), NO_CAPACITY));

    expect(await leaves().state('minecraft')).toMatchObject({
      state: 'failed',
      reason: 'You are not authorized for … in …. We have no capacity.',
    });
    now += 30 * 60_000;
    expect(await leaves().state('minecraft')).toMatchObject({ state: 'asleep' });
  });

  test('is shown while the switch is still on, when AWS has no other zone to try', async () => {
    found(1, { notes: { 'woken-by': `${ago(200).toISOString()} page` } });
    activities(failed(ago(190), 'We have no capacity in this Availability Zone.'));

    expect(await leaves().state('minecraft')).toMatchObject({ state: 'failed' });
  });

  test('is none while AWS has other types of the leaf to take', async () => {
    const without = (type: string) => ({
      ...failed(
        ago(30),
        `We currently do not have sufficient ${type} capacity in the Availability Zone you requested.`,
      ),
      Details: JSON.stringify({ 'Availability Zone': 'eu-central-1a' }),
    });
    const Overrides = ['m5.large', 'm5a.large'].map((InstanceType) => ({ InstanceType }));
    found(1, {
      notes: { 'woken-by': `${ago(40).toISOString()} page` },
      AvailabilityZones: ['eu-central-1a'],
      MixedInstancesPolicy: { LaunchTemplate: { Overrides } },
    });

    activities(without('m5.large'));
    expect(await leaves().state('minecraft')).toMatchObject({ state: 'starting', seconds: 40 });
    activities(without('m5a.large'), without('m5.large'));
    expect(await leaves().state('minecraft')).toMatchObject({ state: 'failed' });
  });

  test('ends with the next try', async () => {
    found(1, { notes: { 'woken-by': `${ago(5).toISOString()} page`, 'failed-launches': ago(60).toISOString() } });
    activities(failed(ago(100), NO_CAPACITY));

    expect(await leaves().state('minecraft')).toMatchObject({ state: 'starting', seconds: 5 });
  });

  test('is a container that crashed, with its exit code', async () => {
    found(0, {
      notes: { crash: `${ago(60).toISOString()} abc asleep base leaf`, 'woken-by': `${ago(300).toISOString()} page` },
    });
    tasks({
      taskArn: 'arn:aws:ecs:eu-central-1:123456789012:task/games-minecraft-cluster/abc',
      stoppedReason: 'Essential container in task exited',
      containers: [{ exitCode: 1 }],
    });

    expect(await leaves().state('minecraft')).toMatchObject({
      state: 'failed',
      reason: 'Essential container in task exited (exit code 1)',
    });
  });

  test('is a long text cut', async () => {
    found(0, { notes: { 'woken-by': `${ago(120).toISOString()} page` } });
    activities(failed(ago(100), 'x'.repeat(1_000)));

    expect(await leaves().state('minecraft')).toMatchObject({ reason: `${'x'.repeat(299)}…` });
  });

  test('is no emoji of a long text cut in two', async () => {
    found(0, { notes: { 'woken-by': `${ago(120).toISOString()} page` } });
    activities(failed(ago(100), `${'x'.repeat(298)}🎮🎮`));

    expect(await leaves().state('minecraft')).toMatchObject({ reason: `${'x'.repeat(298)}…` });
  });
});

test('throttled: the error of AWS comes through, and the next request asks again', async () => {
  autoScaling
    .on(DescribeAutoScalingGroupsCommand)
    .rejectsOnce(Object.assign(new Error('Rate exceeded'), { name: 'Throttling' }));
  const all = leaves();

  await expect(all.state('minecraft')).rejects.toThrow('Rate exceeded');
  found(0);
  expect(await all.state('minecraft')).toMatchObject({ state: 'asleep' });
});

test('without parameters of the leaf it is shown and woken all the same', async () => {
  found(0);
  const none = { read: () => Promise.reject(new Error('Rate exceeded')) };
  const all = new AwsLeaves({
    clients: {
      autoScaling: new AutoScalingClient({}),
      ecs: new ECSClient({}),
      lambda: new LambdaClient({}),
    },
    tags: { project: { tag: 'container-manager:project', value: 'games' }, leafTag: 'container-manager:leaf' },
    details: none,
    starts: none,
    clock: { now: () => new Date(now), wait: () => Promise.resolve() },
  });

  expect(await all.state('minecraft')).toEqual({ leaf: 'minecraft', state: 'asleep' });
  expect(await all.wake('minecraft', 'page')).toMatchObject({ state: 'starting' });
});

test('ready without parameters of the leaf: its address alone, or none, and at once all when they can be read again', async () => {
  let readable = false;
  const details = {
    read: () =>
      readable
        ? Promise.resolve(new Map([['minecraft', JSON.stringify({ ...DETAILS, hostName: 'm.example.com' })]]))
        : Promise.reject(new Error('Rate exceeded')),
  };
  const all = leaves({ details });
  tasks(RUNNING);
  found(1, instance('InService'));
  expect(await all.state('minecraft')).toEqual({ leaf: 'minecraft', state: 'ready', addresses: [] });

  readable = true;
  expect(await all.state('minecraft')).toMatchObject({ addresses: ['m.example.com:25565'], note: 'Version 1.21' });

  readable = false;
  found(1, { ...instance('InService'), notes: ADDRESS });
  expect(await leaves({ details }).state('minecraft')).toMatchObject({ state: 'ready', addresses: ['203.0.113.7'] });
});

test.each([0, 1, 2, 3, 4, 5, 6])(
  'says that it starts only where it does, %d ms before its month ends',
  async (left) => {
    const end = Date.parse('2026-12-01T00:00:00Z');
    now = end - left;
    found(0, {
      notes: { month: '2026-11 3600 2026-11-22T20:00:00.000Z' },
      tags: { 'container-manager:wake-rules': 'limit-hours=60' },
    });
    const { state } = (await leaves({ now: () => new Date((now += 1)) }).wake('minecraft', 'page'))!;

    expect(state).toBe(switched().length === 0 ? 'refused' : 'starting');
  },
);

test('puts it to sleep, once', async () => {
  found(1, instance('InService'));
  expect(await leaves().sleep('minecraft')).toMatchObject({ state: 'stopping' });
  expect(switched()).toEqual([0]);

  found(0);
  expect(await leaves().sleep('minecraft')).toMatchObject({ state: 'asleep' });
  expect(switched()).toEqual([0]);
});
