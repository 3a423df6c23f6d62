import { AutoScalingClient, DeleteTagsCommand, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';

import { type LeafFacts } from '../../../cli/leaf/facts';
import { hold, isHeld, release } from '../../../cli/leaf/hold';
import { group, NAMES } from '../support/leaf';
import { leafContext } from '../support/workspace';

const autoScaling = mockClient(AutoScalingClient);
const mocks = [autoScaling, mockClient(CloudWatchClient), mockClient(EventBridgeClient)];
const sent = () =>
  mocks
    .flatMap((mock) => mock.calls().map(({ args: [command] }) => [command.constructor.name, command.input]))
    .filter(([name]) => name !== 'DescribeAutoScalingGroupsCommand');

const warn = jest.fn<undefined, [string]>();

beforeEach(() => {
  warn.mockReset();
  for (const mock of mocks) mock.reset();
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [group()] });
});

const PROCESS = { AutoScalingGroupName: 'games-minecraft-asg', ScalingProcesses: ['AlarmNotification'] };
const ALARM = { AlarmNames: ['games-minecraft-container-activity'] };
const RULE = { Name: 'games-minecraft-break-crash-loop' };

test('a hold stops scaling by alarms and the rule that sees crashes; Instance Left Up keeps warning', async () => {
  await hold(leafContext(), warn);

  expect(sent()).toEqual([
    ['SuspendProcessesCommand', PROCESS],
    ['DisableAlarmActionsCommand', ALARM],
    ['DisableRuleCommand', RULE],
  ]);
});

test.each([
  ['is awake', 1, [['DeleteTagsCommand', ['container-manager:told/woken-by']]]],
  ['is asleep: whoever wakes it is noted then', 0, []],
])('a hold forgets who woke a leaf that %s', async (_, DesiredCapacity, expected) => {
  const Tags = [{ Key: 'container-manager:told/woken-by', Value: '2026-11-22T20:14:00.000Z dns' }];
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [group({ DesiredCapacity, Tags })] });

  await hold(leafContext(), warn);

  const forgotten = autoScaling
    .commandCalls(DeleteTagsCommand)
    .map(({ args }) => ['DeleteTagsCommand', args[0].input.Tags?.map(({ Key }) => Key)]);
  expect(forgotten).toEqual(expected);
});

test('a hold that cannot forget who woke the leaf holds it all the same, and says so', async () => {
  const Tags = [{ Key: 'container-manager:told/woken-by', Value: '2026-11-22T20:14:00.000Z dns' }];
  autoScaling
    .on(DescribeAutoScalingGroupsCommand)
    .resolves({ AutoScalingGroups: [group({ DesiredCapacity: 1, Tags })] });
  autoScaling.on(DeleteTagsCommand).rejects(Object.assign(new Error('not you'), { name: 'AccessDenied' }));

  await hold(leafContext(), warn);

  expect(sent()).toEqual(
    expect.arrayContaining([
      ['SuspendProcessesCommand', PROCESS],
      ['DisableAlarmActionsCommand', ALARM],
      ['DisableRuleCommand', RULE],
    ]),
  );
  expect(warn.mock.calls).toEqual([['cannot forget who woke it: not you (AccessDenied)']]);
});

test('a release undoes exactly that', async () => {
  await release(leafContext());

  expect(sent()).toEqual([
    ['ResumeProcessesCommand', PROCESS],
    ['EnableAlarmActionsCommand', ALARM],
    ['EnableRuleCommand', RULE],
  ]);
});

test.each([
  ['hold', (context: ReturnType<typeof leafContext>) => hold(context, warn)],
  ['release', release],
])('%s fails where the leaf is not deployed, and changes nothing', async (_, change) => {
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [] });

  await expect(change(leafContext())).rejects.toThrow('minecraft is not deployed: ./cm deploy minecraft');
  expect(sent()).toEqual([]);
});

const facts = (more: Partial<LeafFacts> = {}): LeafFacts => ({
  group: group({ SuspendedProcesses: [{ ProcessName: 'AZRebalance' }] }),
  activities: [],
  tasks: [],
  alarms: [{ AlarmName: NAMES.containerActivityAlarm, ActionsEnabled: true }],
  isRuleEnabled: true,
  ...more,
});

test('a leaf is not held as it was deployed', () => {
  expect(isHeld(facts(), NAMES)).toBe(false);
});

test.each([
  ['scaling by alarms', { group: group({ SuspendedProcesses: [{ ProcessName: 'AlarmNotification' }] }) }],
  [
    'the actions of Container Activity',
    { alarms: [{ AlarmName: NAMES.containerActivityAlarm, ActionsEnabled: false }] },
  ],
  ['the rule', { isRuleEnabled: false }],
])('a leaf is held as soon as %s is off', (_, more) => {
  expect(isHeld(facts(more), NAMES)).toBe(true);
});

test('another alarm without actions does not count as a hold', () => {
  const alarms = [{ AlarmName: NAMES.breakCrashLoopAlarm, ActionsEnabled: false }];

  expect(isHeld(facts({ alarms }), NAMES)).toBe(false);
});
