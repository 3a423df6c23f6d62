import {
  AutoScalingClient,
  CreateOrUpdateTagsCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
} from '@aws-sdk/client-auto-scaling';
import { mockClient } from 'aws-sdk-client-mock';

import { allow, readHours } from '../../../cli/limit/allow';
import { CommandError } from '../../../cli/terminal/errors';
import { at, group, NAMES } from '../support/leaf';
import { leafContext } from '../support/workspace';

const autoScaling = mockClient(AutoScalingClient);

beforeEach(() => {
  autoScaling.reset();
  autoScaling.on(DescribeScalingActivitiesCommand).resolves({ Activities: [] });
});

function leafWith(tags: Readonly<Record<string, string>>): void {
  const Tags = Object.entries(tags).map(([key, Value]) => ({ Key: `container-manager:${key}`, Value }));
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [group({ Tags })] });
}
const LIMIT = { 'wake-rules': 'limit-hours=60' };
const run = (minutes: number) => allow(leafContext(), minutes, at('20:00'));
const notes = () => autoScaling.commandCalls(CreateOrUpdateTagsCommand).map(({ args }) => args[0].input.Tags);

test.each([
  ['5h', 300],
  ['30m', 30],
  ['1h30m', 90],
  ['1H', 60],
  ['0h5m', 5],
])('%s are %s minutes', (text, minutes) => {
  expect(readHours(text)).toBe(minutes);
});

test.each(['', '0h', '0m', '0h0m', '-5h', '5', 'h', 'm', '5 h', '1.5h', '30m1h', '5h ', 'five', '5d', '5hours'])(
  '%p is no time',
  (text) => {
    expect(readHours(text)).toBeUndefined();
  },
);

test('grants more for this month, and says what it may be awake now', async () => {
  leafWith({ ...LIMIT, 'told/month': '2026-11 3612 2026-11-22T19:00:00.000Z' });

  await expect(run(300)).resolves.toBe(
    'minecraft may be awake for 65 h in November (UTC): 60 h and 5 h granted. It has used 0 min. From 1 December it has 60 h again.',
  );
  expect(notes()).toEqual([
    [
      {
        ResourceId: NAMES.autoScalingGroup,
        ResourceType: 'auto-scaling-group',
        Key: 'container-manager:told/allowed',
        Value: '2026-11 300',
        PropagateAtLaunch: false,
      },
    ],
  ]);
});

test('adds to what was granted this month, and forgets what was granted last month', async () => {
  leafWith({ ...LIMIT, 'told/allowed': '2026-11 300' });
  await expect(run(90)).resolves.toContain('66 h 30 min in November (UTC): 60 h and 6 h 30 min granted');
  expect(notes()[0]?.[0]?.Value).toBe('2026-11 390');

  autoScaling.resetHistory();
  leafWith({ ...LIMIT, 'told/allowed': '2026-10 300' });
  await expect(run(90)).resolves.toContain('61 h 30 min in November (UTC): 60 h and 1 h 30 min granted');
});

test.each([
  [LIMIT, 39_601, 'at most 660 h more can be granted to minecraft: November has no more hours', 2],
  [
    { ...LIMIT, 'told/allowed': '2026-11 39599' },
    2,
    'at most 1 min more can be granted to minecraft: November has no more hours',
    2,
  ],
  [{ 'wake-rules': 'limit-hours=744' }, 1, 'no more can be granted to minecraft: November has no more hours', 2],
  [{}, 300, 'minecraft has no limit: it may be awake as long as somebody uses it (Limit.HoursPerMonth).', 1],
])('with %j fails for %s minutes', async (tags, minutes, message, exitCode) => {
  leafWith(tags);

  const error = await run(minutes).catch((reason: unknown) => reason);

  expect(error).toBeInstanceOf(CommandError);
  expect(error).toMatchObject({ message, exitCode });
  expect(notes()).toEqual([]);
});

test('grants all that the month has', async () => {
  leafWith(LIMIT);

  await expect(run(39_600)).resolves.toContain('720 h in November');
});

test('fails for a leaf that is not deployed', async () => {
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [] });

  await expect(run(300)).rejects.toThrow('minecraft is not deployed: ./cm deploy minecraft');
});
