import {
  AutoScalingClient,
  type AutoScalingGroup,
  DescribeAutoScalingGroupsCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { mockClient } from 'aws-sdk-client-mock';

import { GroupDirectory } from '../../../lambdas/start-system/group-directory';
import { queriedNames } from '../../../lambdas/start-system/query-log';
import { wake } from '../../../lambdas/start-system/wake';
import { aQuery, batch } from '../../support/query-log';

const autoScaling = mockClient(AutoScalingClient);

/** The function as at a cold start: nothing is remembered. */
function coldStart(): (lines: readonly string[]) => Promise<void> {
  const client = new AutoScalingClient({});
  const directory = new GroupDirectory(client, { tag: 'container-manager:project', value: 'games' });
  return (lines) => wake(client, directory, queriedNames(batch(lines)));
}

const group = (leaf: string, desiredCapacity: number, more: Partial<AutoScalingGroup> = {}): AutoScalingGroup => ({
  AutoScalingGroupName: `games-${leaf.replaceAll('.', '-')}-asg`,
  MinSize: 0,
  MaxSize: 1,
  DesiredCapacity: desiredCapacity,
  DefaultCooldown: 300,
  AvailabilityZones: ['eu-central-1a'],
  HealthCheckType: 'EC2',
  CreatedTime: new Date('2026-11-01T00:00:00Z'),
  Tags: [
    { Key: 'container-manager:project', Value: 'games' },
    { Key: 'container-manager:host-name', Value: `${leaf}.example.com` },
  ],
  ...more,
});
const found = (...groups: AutoScalingGroup[]) =>
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: groups });
const looks = () => autoScaling.commandCalls(DescribeAutoScalingGroupsCommand).map(({ args }) => args[0].input);
const switched = () => autoScaling.commandCalls(SetDesiredCapacityCommand).map(({ args }) => args[0].input);
const refusal = (name: string) => Object.assign(new Error('AWS says no'), { name });

beforeEach(() => {
  autoScaling.reset();
  autoScaling.on(SetDesiredCapacityCommand).resolves({});
  jest.spyOn(console, 'info').mockImplementation();
  jest.spyOn(console, 'warn').mockImplementation();
  jest.spyOn(console, 'debug').mockClear().mockImplementation();
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

test('wakes the leaf of the name that was queried and no other', async () => {
  found(group('minecraft', 0), group('valheim', 0));
  const receive = coldStart();

  await receive([aQuery('mineCRAFT.example.com')]);

  expect(switched()).toEqual([{ AutoScalingGroupName: 'games-minecraft-asg', DesiredCapacity: 1 }]);
  expect(looks()).toEqual([
    {
      Filters: [
        { Name: 'tag:container-manager:project', Values: ['games'] },
        { Name: 'tag-key', Values: ['container-manager:host-name'] },
      ],
      MaxRecords: 100,
      NextToken: undefined,
    },
  ]);
});

test('finds a leaf whose id has dots by its whole name', async () => {
  found(group('mc', 0), group('vanilla.mc', 0));
  const receive = coldStart();

  await receive([aQuery('vanilla.mc.example.com')]);

  expect(switched()).toEqual([{ AutoScalingGroupName: 'games-vanilla-mc-asg', DesiredCapacity: 1 }]);
});

test('leaves a leaf that is awake alone, however many ask', async () => {
  found(group('minecraft', 1));
  const receive = coldStart();

  await receive([aQuery('minecraft.example.com'), aQuery('minecraft.example.com')]);

  expect(switched()).toEqual([]);
});

test('wakes each leaf once, however many lines there are', async () => {
  found(group('minecraft', 0), group('valheim', 0));
  const receive = coldStart();

  await receive(
    Array.from({ length: 1000 }, (_, n) => aQuery(n % 2 ? 'minecraft.example.com' : 'VALHEIM.example.com')),
  );

  expect(switched()).toHaveLength(2);
  expect(looks()).toHaveLength(1);
});

test('skips unknown names with one debug line, and wakes the known one', async () => {
  found(group('minecraft', 0));

  await coldStart()([aQuery('www.example.com'), aQuery('mail.example.com'), aQuery('minecraft.example.com')]);

  expect(switched()).toHaveLength(1);
  expect(jest.mocked(console.debug).mock.calls).toEqual([
    [{ message: 'skipped names without a group', count: 2, first: 'www.example.com' }],
  ]);
});

test("wakes nothing on a query of the hosted zone's own name", async () => {
  found(group('minecraft', 0));
  const receive = coldStart();

  await receive([aQuery('example.com')]);

  expect(switched()).toEqual([]);
});

test('asks AWS nothing for a batch without a name that counts', async () => {
  const receive = coldStart();

  await receive(['so long', aQuery('minecraft.example.com').replace('NOERROR', 'NXDOMAIN')]);

  expect(autoScaling.calls()).toHaveLength(0);
});

test('finds groups on every page', async () => {
  autoScaling
    .on(DescribeAutoScalingGroupsCommand)
    .resolves({ AutoScalingGroups: [group('minecraft', 0)], NextToken: 'more' })
    .on(DescribeAutoScalingGroupsCommand, { NextToken: 'more' })
    .resolves({ AutoScalingGroups: [group('valheim', 0)] });
  const receive = coldStart();

  await receive([aQuery('valheim.example.com')]);

  expect(looks()).toHaveLength(2);
  expect(switched()).toEqual([{ AutoScalingGroupName: 'games-valheim-asg', DesiredCapacity: 1 }]);
});

test.each([
  ['deleted', { Status: 'Delete in progress' }],
  ['retired', { MaxSize: 0 }],
])('does not wake a group that is being %s, and does not fail', async (_, more) => {
  found(group('minecraft', 0, more));
  const receive = coldStart();

  await receive([aQuery('minecraft.example.com')]);

  expect(switched()).toEqual([]);
});

test('asks AWS once a minute at most for names without a group', async () => {
  jest.useFakeTimers({ now: 0 });
  found(group('minecraft', 0));
  const receive = coldStart();

  await receive([aQuery('scan1.example.com')]);
  await receive([aQuery('scan2.example.com')]);
  jest.setSystemTime(59_999);
  await receive([aQuery('scan3.example.com')]);
  expect(looks()).toHaveLength(1);

  jest.setSystemTime(60_000);
  await receive([aQuery('scan4.example.com')]);
  expect(looks()).toHaveLength(2);
});

test('never remembers a capacity: it wakes again a leaf that fell asleep since', async () => {
  jest.useFakeTimers({ now: 0 });
  found(group('minecraft', 1));
  const receive = coldStart();
  await receive([aQuery('minecraft.example.com')]);
  found(group('minecraft', 0));

  await receive([aQuery('minecraft.example.com')]);

  expect(switched()).toHaveLength(1);
});

test('finds a new leaf a minute after a query for its name at the latest', async () => {
  jest.useFakeTimers({ now: 0 });
  found();
  const receive = coldStart();
  await receive([aQuery('minecraft.example.com')]);
  found(group('minecraft', 0));
  jest.setSystemTime(60_000);

  await receive([aQuery('minecraft.example.com')]);

  expect(switched()).toHaveLength(1);
});

test.each(['ThrottlingException', 'AccessDenied', 'ValidationError', 'TimeoutError'])(
  'fails with %s of one leaf after it has woken the others, and the retry does only what is missing',
  async (name) => {
    found(group('minecraft', 0), group('valheim', 0));
    autoScaling
      .on(SetDesiredCapacityCommand, { AutoScalingGroupName: 'games-minecraft-asg' })
      .rejectsOnce(refusal(name))
      .resolves({});
    const receive = coldStart();
    const lines = [aQuery('minecraft.example.com'), aQuery('valheim.example.com')];

    await expect(receive(lines)).rejects.toThrow(`cannot wake minecraft.example.com: ${name}: AWS says no`);
    expect(switched().map((input) => input.AutoScalingGroupName)).toEqual(['games-minecraft-asg', 'games-valheim-asg']);

    found(group('minecraft', 0), group('valheim', 1));
    await receive(lines);
    expect(switched().slice(2)).toEqual([{ AutoScalingGroupName: 'games-minecraft-asg', DesiredCapacity: 1 }]);
  },
);

test('fails when the groups cannot be read, and reads them again at the retry', async () => {
  autoScaling.on(DescribeAutoScalingGroupsCommand).rejectsOnce(refusal('AccessDenied'));
  const receive = coldStart();

  await expect(receive([aQuery('minecraft.example.com')])).rejects.toThrow('AWS says no');
  found(group('minecraft', 0));
  await receive([aQuery('minecraft.example.com')]);

  expect(switched()).toHaveLength(1);
});
