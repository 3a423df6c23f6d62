import {
  type AutoScalingGroup,
  CreateOrUpdateTagsCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';

import { aQuery } from '../../support/query-log';
import { asleepWith, autoScalingOfLeaves, coldStart, group, NOW } from '../../support/start-system';

const { autoScaling, found, looks, switched } = autoScalingOfLeaves();
const refusal = (name: string) => Object.assign(new Error('AWS says no'), { name });

test('wakes the leaf of the name that was queried and no other', async () => {
  found(group('minecraft', 0), group('valheim', 0));
  const receive = coldStart();

  await receive([aQuery('mineCRAFT.example.com')]);

  expect(switched()).toEqual([
    { AutoScalingGroupName: 'games-minecraft-asg', DesiredCapacity: 1, HonorCooldown: false },
  ]);
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

  expect(switched()).toEqual([
    { AutoScalingGroupName: 'games-vanilla-mc-asg', DesiredCapacity: 1, HonorCooldown: false },
  ]);
});

test('leaves a leaf that is awake alone, however many ask', async () => {
  found(group('minecraft', 1));
  const receive = coldStart();

  await receive([aQuery('minecraft.example.com'), aQuery('minecraft.example.com')]);

  expect(switched()).toEqual([]);
});

test('wakes a leaf whose only instance waits in a warm pool', async () => {
  const Instances = [
    { InstanceId: 'i-1', LifecycleState: 'Warmed:Stopped' },
  ] as unknown as AutoScalingGroup['Instances'];
  found(group('minecraft', 0, { Instances }));

  await coldStart()([aQuery('minecraft.example.com')]);

  expect(switched()).toHaveLength(1);
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
  expect(switched()).toEqual([{ AutoScalingGroupName: 'games-valheim-asg', DesiredCapacity: 1, HonorCooldown: false }]);
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
  found(group('minecraft', 0));
  const receive = coldStart();

  await receive([aQuery('scan1.example.com')]);
  await receive([aQuery('scan2.example.com')]);
  jest.setSystemTime(NOW + 59_999);
  await receive([aQuery('scan3.example.com')]);
  expect(looks()).toHaveLength(1);

  jest.setSystemTime(NOW + 60_000);
  await receive([aQuery('scan4.example.com')]);
  expect(looks()).toHaveLength(2);
});

test('finds a new leaf a minute after a query for its name at the latest', async () => {
  found();
  const receive = coldStart();
  await receive([aQuery('minecraft.example.com')]);
  found(group('minecraft', 0));
  jest.setSystemTime(NOW + 60_000);

  await receive([aQuery('minecraft.example.com')]);

  expect(switched()).toHaveLength(1);
});

test('notes that DNS wakes the leaf before it turns the switch', async () => {
  found(group('minecraft', 0));

  await coldStart()([aQuery('minecraft.example.com')]);

  expect(autoScaling.commandCalls(CreateOrUpdateTagsCommand).map(({ args }) => args[0].input)).toEqual([
    {
      Tags: [
        {
          ResourceId: 'games-minecraft-asg',
          ResourceType: 'auto-scaling-group',
          Key: 'container-manager:told/woken-by',
          Value: '2026-11-22T20:16:10.000Z dns 2026-11-22T20:16:02.130Z',
          PropagateAtLaunch: false,
        },
      ],
    },
  ]);
  expect(autoScaling.calls().map(({ args }) => args[0].constructor.name)).toEqual([
    'DescribeAutoScalingGroupsCommand',
    'DescribeScalingActivitiesCommand',
    'CreateOrUpdateTagsCommand',
    'SetDesiredCapacityCommand',
  ]);
});

test('wakes the leaf where the note or a look at its activities fails, and warns', async () => {
  found(group('minecraft', 0));
  autoScaling.on(CreateOrUpdateTagsCommand).rejects(refusal('AccessDenied'));
  autoScaling.on(DescribeScalingActivitiesCommand).rejects(refusal('ThrottlingException'));

  await coldStart()([aQuery('minecraft.example.com')]);

  expect(switched()).toHaveLength(1);
  expect(jest.mocked(console.warn).mock.calls.map(([line]: unknown[]) => line)).toMatchObject([
    { message: 'cannot read what the group did lately: its notes decide alone' },
    { message: 'cannot note who wakes it', hostName: 'minecraft.example.com' },
  ]);
});

test('does not wake a leaf that DNS woke for nobody three times, and says until when', async () => {
  found(asleepWith({ fruitless: '3 2026-11-22T20:10:00.000Z 14' }));

  await coldStart()([aQuery('minecraft.example.com')]);

  expect(switched()).toEqual([]);
  expect(autoScaling.commandCalls(DescribeScalingActivitiesCommand)).toHaveLength(0);
  expect(jest.mocked(console.info).mock.calls).toEqual([
    [
      {
        message: 'did not wake a leaf',
        hostName: 'minecraft.example.com',
        kind: 'back-off',
        until: new Date('2026-11-22T20:20:00Z'),
        text: 'DNS wakes minecraft again at 20:20 UTC: 3 starts for nobody. ./cm wake minecraft works.',
      },
    ],
  ]);
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
    expect(switched().slice(2)).toEqual([
      { AutoScalingGroupName: 'games-minecraft-asg', DesiredCapacity: 1, HonorCooldown: false },
    ]);
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
