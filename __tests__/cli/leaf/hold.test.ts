import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';

import { type LeafFacts } from '../../../cli/leaf/facts';
import { hold, isHeld, release } from '../../../cli/leaf/hold';
import { AwsClients } from '../../../cli/aws/clients';
import { group, NAMES } from '../support/leaf';

const mocks = [mockClient(AutoScalingClient), mockClient(CloudWatchClient), mockClient(EventBridgeClient)];
const sent = () =>
  mocks.flatMap((mock) => mock.calls().map(({ args: [command] }) => [command.constructor.name, command.input]));

beforeEach(() => {
  for (const mock of mocks) mock.reset();
});

const PROCESS = { AutoScalingGroupName: 'games-minecraft-asg', ScalingProcesses: ['AlarmNotification'] };
const ALARM = { AlarmNames: ['games-minecraft-container-activity'] };
const RULE = { Name: 'games-minecraft-break-crash-loop' };

test('a hold keeps alarms from scaling, and crashes from being noticed; Instance Left Up goes on warning', async () => {
  await hold(new AwsClients('eu-central-1'), NAMES);

  expect(sent()).toEqual([
    ['SuspendProcessesCommand', PROCESS],
    ['DisableAlarmActionsCommand', ALARM],
    ['DisableRuleCommand', RULE],
  ]);
});

test('a release undoes just that', async () => {
  await release(new AwsClients('eu-central-1'), NAMES);

  expect(sent()).toEqual([
    ['ResumeProcessesCommand', PROCESS],
    ['EnableAlarmActionsCommand', ALARM],
    ['EnableRuleCommand', RULE],
  ]);
});

const facts = (more: Partial<LeafFacts> = {}): LeafFacts => ({
  group: group({ SuspendedProcesses: [{ ProcessName: 'AZRebalance' }] }),
  activities: [],
  tasks: [],
  alarms: [{ AlarmName: NAMES.containerActivityAlarm, ActionsEnabled: true }],
  isRuleEnabled: true,
  ...more,
});

test('as it was deployed it is not held', () => {
  expect(isHeld(facts(), NAMES)).toBe(false);
});

test.each([
  ['scaling by alarms', { group: group({ SuspendedProcesses: [{ ProcessName: 'AlarmNotification' }] }) }],
  [
    'the actions of Container Activity',
    { alarms: [{ AlarmName: NAMES.containerActivityAlarm, ActionsEnabled: false }] },
  ],
  ['the rule', { isRuleEnabled: false }],
])('it is held as soon as %s is off', (_, more) => {
  expect(isHeld(facts(more), NAMES)).toBe(true);
});

test('another alarm without actions is no hold', () => {
  const alarms = [{ AlarmName: NAMES.breakCrashLoopAlarm, ActionsEnabled: false }];

  expect(isHeld(facts({ alarms }), NAMES)).toBe(false);
});
