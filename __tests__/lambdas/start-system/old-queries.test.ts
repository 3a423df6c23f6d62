import { DescribeScalingActivitiesCommand } from '@aws-sdk/client-auto-scaling';

import { ASKED_AT, aQuery } from '../../support/query-log';
import { autoScalingOfLeaves, coldStart, group } from '../../support/start-system';

const { autoScaling, found, looks, switched } = autoScalingOfLeaves();
const termination = (time: string) => ({
  ActivityId: 'a',
  AutoScalingGroupName: 'games-minecraft-asg',
  Cause: '',
  Description: 'Terminating EC2 instance: i-0abc',
  StartTime: new Date(time),
  StatusCode: 'Successful' as const,
});

test('queries of more than 30 minutes ago wake nothing, and AWS is not asked', async () => {
  found(group('minecraft', 0));
  jest.setSystemTime(Date.parse(ASKED_AT) + 30 * 60_000 + 1);
  const receive = coldStart();

  await receive([aQuery('minecraft.example.com')]);
  expect(autoScaling.calls()).toHaveLength(0);
  expect(jest.mocked(console.info).mock.calls).toEqual([
    [{ message: 'ignored names that were asked for more than 30 minutes ago', count: 1 }],
  ]);

  jest.setSystemTime(Date.parse(ASKED_AT) + 30 * 60_000);
  await receive([aQuery('minecraft.example.com')]);
  expect(switched()).toHaveLength(1);
});

test('queries of before the leaf fell asleep wake nothing, and are not asked about again', async () => {
  found(group('minecraft', 0));
  autoScaling.on(DescribeScalingActivitiesCommand).resolves({
    Activities: [termination('2026-11-22T20:16:03Z'), termination('2026-11-22T19:00:00Z')],
  });
  const receive = coldStart();

  await receive([aQuery('minecraft.example.com')]);
  await receive([aQuery('minecraft.example.com')]);
  expect(switched()).toEqual([]);
  expect(looks()).toHaveLength(1);
  expect(jest.mocked(console.info).mock.calls).toEqual([
    [
      {
        message: 'ignored: asked for before it fell asleep',
        hostName: 'minecraft.example.com',
        askedAt: new Date('2026-11-22T20:16:02.130Z'),
        sleptAt: new Date('2026-11-22T20:16:03Z'),
      },
    ],
  ]);

  await receive([aQuery('minecraft.example.com', '2026-11-22T20:16:03.000Z')]);
  expect(switched()).toHaveLength(1);
});

test('the newest query of a name counts', async () => {
  found(group('minecraft', 0));

  await coldStart()([
    aQuery('minecraft.example.com', '2026-11-22T20:16:05.000Z'),
    aQuery('minecraft.example.com', '2026-11-22T08:00:00.000Z'),
  ]);

  expect(jest.mocked(console.info).mock.calls).toEqual([
    [
      {
        message: 'woke a leaf',
        hostName: 'minecraft.example.com',
        groupName: 'games-minecraft-asg',
        delaySeconds: 5,
      },
    ],
  ]);
});

test('queries of more than 5 minutes ago wake the leaf, with a warning', async () => {
  found(group('minecraft', 0));
  const receive = coldStart();
  await receive([aQuery('minecraft.example.com', '2026-11-22T20:11:10.000Z')]);
  expect(console.warn).not.toHaveBeenCalled();

  await coldStart()([aQuery('minecraft.example.com', '2026-11-22T20:11:09.000Z')]);

  expect(switched()).toHaveLength(2);
  expect(jest.mocked(console.warn).mock.calls).toEqual([
    [
      {
        message: 'the query came late: whoever asked has waited for minutes',
        hostName: 'minecraft.example.com',
        delaySeconds: 301,
      },
    ],
  ]);
});
