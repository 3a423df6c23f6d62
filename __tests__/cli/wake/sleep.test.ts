import {
  AutoScalingClient,
  CreateOrUpdateTagsCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient, DescribeAlarmsCommand, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeTaskDefinitionCommand, DescribeTasksCommand, ECSClient, ListTasksCommand } from '@aws-sdk/client-ecs';
import { DescribeRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';

import { colorsOn } from '../../../cli/terminal/colors';
import { CommandError } from '../../../cli/terminal/errors';
import { sleep } from '../../../cli/wake/sleep';
import { group, instances, NAMES, task } from '../support/leaf';
import { leafContext } from '../support/workspace';

const autoScaling = mockClient(AutoScalingClient);
const cloudWatch = mockClient(CloudWatchClient);
const ec2 = mockClient(EC2Client);
const ecs = mockClient(ECSClient);
const eventBridge = mockClient(EventBridgeClient);
const ask = jest.fn<Promise<void>, [string, string]>();

let told: string[];

beforeEach(() => {
  for (const mock of [autoScaling, cloudWatch, ec2, ecs, eventBridge]) mock.reset();
  ask.mockReset().mockResolvedValue();
  told = [];
  autoScaling.on(DescribeScalingActivitiesCommand).resolves({ Activities: [] });
  eventBridge.on(DescribeRuleCommand).resolves({ State: 'ENABLED' });
  ec2.on(DescribeInstancesCommand).resolves({ Reservations: [] });
  ecs.on(ListTasksCommand).resolves({ taskArns: ['t-1'] });
  ecs
    .on(DescribeTaskDefinitionCommand, { taskDefinition: 'games-minecraft-container' })
    .resolves({ taskDefinition: { containerDefinitions: [{ name: 'container', stopTimeout: 90 }] } });
  ecs.on(DescribeTasksCommand).resolves({ tasks: [task({ startedAt: new Date(Date.now() - 60 * 60_000) })] });
  cloudWatch.on(GetMetricDataCommand).resolves({ MetricDataResults: [] });
  cloudWatch.on(DescribeAlarmsCommand).resolves({
    MetricAlarms: [
      { AlarmName: NAMES.containerActivityAlarm, Threshold: 1_000, Metrics: [{ Id: 'result', ReturnData: true }] },
    ],
  });
});

function leafWith(desired: number, ...states: Parameters<typeof instances>): void {
  const shown = group({ DesiredCapacity: desired, Instances: instances(...states) });
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [shown] });
}

function playersSend(bytesPerSecond: number): void {
  cloudWatch.on(GetMetricDataCommand).resolves({
    MetricDataResults: [{ Id: 'result', Timestamps: [new Date()], Values: [bytesPerSecond] }],
  });
}

/** Puts `minecraft` to sleep, and returns what is said at the end. */
function run({ yes = false, stay = false } = {}): Promise<string> {
  return sleep({
    ...leafContext(),
    yes,
    stay,
    ask,
    reporter: { colors: colorsOn({}), say: (text) => told.push(text) },
  });
}

const turned = () => autoScaling.commandCalls(SetDesiredCapacityCommand).map(({ args }) => args[0].input);
const OFF = { AutoScalingGroupName: 'games-minecraft-asg', DesiredCapacity: 0, HonorCooldown: false };

test('puts a leaf to sleep without a question when nobody is connected', async () => {
  leafWith(1, 'InService');
  playersSend(1_000);

  expect(await run()).toBe(
    'minecraft is being put to sleep: its container has 90 s to save, then the instance is terminated.',
  );
  expect(turned()).toEqual([OFF]);
  expect(ask).not.toHaveBeenCalled();
});

describe('when the game is asked', () => {
  const gameSays = (presence: number) => {
    const presenceMetric = {
      Metric: { Namespace: 'ContainerManager', MetricName: 'Presence' },
      Period: 60,
      Stat: 'Maximum',
    };
    cloudWatch.on(DescribeAlarmsCommand).resolves({
      MetricAlarms: [
        {
          AlarmName: NAMES.containerActivityAlarm,
          Threshold: 1_000,
          Metrics: [
            { Id: 'result', ReturnData: true },
            { Id: 'presence', MetricStat: presenceMetric, ReturnData: false },
          ],
        },
      ],
    });
    const now = [new Date()];
    cloudWatch.on(GetMetricDataCommand).resolves({
      MetricDataResults: [
        { Id: 'result', Timestamps: now, Values: [presence === 2 ? 2_001 : 0] },
        { Id: 'presence', Timestamps: now, Values: [presence] },
      ],
    });
  };

  test('asks while somebody plays, and names no bytes', async () => {
    leafWith(1, 'InService');
    gameSays(2);

    await run();

    expect(told).toEqual(['Somebody plays on minecraft, or its game still loads: the game was asked.']);
    expect(ask.mock.calls).toEqual([['Put it to sleep anyway?', 'add --yes']]);
  });

  test('asks nothing when nobody plays', async () => {
    leafWith(1, 'InService');
    gameSays(1);

    await run();

    expect(ask).not.toHaveBeenCalled();
    expect(turned()).toEqual([OFF]);
  });
});

test('puts a leaf to sleep without a question when there is no traffic to measure yet', async () => {
  leafWith(1, 'Pending');
  ecs.on(ListTasksCommand).resolves({ taskArns: [] });

  await run();

  expect(turned()).toEqual([OFF]);
  expect(ask).not.toHaveBeenCalled();
});

describe('when somebody is playing', () => {
  beforeEach(() => {
    leafWith(1, 'InService');
    playersSend(12_040.4);
  });

  test('says so and asks', async () => {
    await run();

    expect(told[0]).toContain(
      'Somebody seems to be playing on minecraft: 12040 bytes per second arrive, and at 1000 or less nobody is connected.',
    );
    expect(ask.mock.calls).toEqual([['Put it to sleep anyway?', 'add --yes']]);
    expect(turned()).toEqual([OFF]);
  });

  test('keeps the leaf awake without a yes', async () => {
    ask.mockRejectedValue(new CommandError('Nothing was changed.'));

    await expect(run()).rejects.toThrow('Nothing was changed.');
    expect(turned()).toEqual([]);
  });

  test('does not ask with --yes, but says so', async () => {
    await run({ yes: true });

    expect(told[0]).toContain('Somebody seems to be playing on minecraft');
    expect(ask).not.toHaveBeenCalled();
    expect(turned()).toEqual([OFF]);
  });
});

test.each(['ClientException', 'AccessDeniedException'])(
  'puts a leaf to sleep where AWS does not say how long its container may take: %s',
  async (name) => {
    leafWith(1, 'InService');
    ecs.on(DescribeTaskDefinitionCommand).rejects(Object.assign(new Error('no'), { name }));

    expect(await run()).toBe('minecraft is being put to sleep: its container saves, then the instance is terminated.');
    expect(turned()).toEqual([OFF]);
  },
);

test('asks where AWS does not say whether somebody is playing, and with --yes puts the leaf to sleep', async () => {
  leafWith(1, 'InService');
  cloudWatch.on(DescribeAlarmsCommand).rejects(Object.assign(new Error('not you'), { name: 'AccessDenied' }));

  await run();
  await run({ yes: true });

  expect(told).toEqual(
    Array(2).fill('AWS does not say whether somebody is playing on minecraft: not you (AccessDenied).'),
  );
  expect(ask).toHaveBeenCalledTimes(1);
  expect(turned()).toEqual([OFF, OFF]);
});

test('leaves a leaf alone that is asleep', async () => {
  leafWith(0);

  expect(await run({ yes: true })).toBe('minecraft is asleep already.');
  expect(turned()).toEqual([]);
});

test('leaves a leaf alone that is stopping', async () => {
  leafWith(0, 'Terminating:Wait');

  expect(await run()).toBe('minecraft is being put to sleep already.');
  expect(turned()).toEqual([]);
});

test('fails when the leaf is not deployed', async () => {
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [] });

  await expect(run()).rejects.toThrow('minecraft is not deployed: ./cm deploy minecraft');
  expect(turned()).toEqual([]);
});

describe('with --stay', () => {
  const noted = () => autoScaling.commandCalls(CreateOrUpdateTagsCommand).flatMap(({ args }) => args[0].input.Tags);
  const STAY = {
    ResourceId: 'games-minecraft-asg',
    ResourceType: 'auto-scaling-group',
    Key: 'container-manager:told/woken-by',
    Value: '2026-11-22T20:30:00.000Z stay',
    PropagateAtLaunch: false,
  };
  beforeEach(() => {
    jest.useFakeTimers({ now: new Date('2026-11-22T20:30:00Z'), doNotFake: ['nextTick', 'setImmediate'] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  test('turns the switch, then notes that it stays asleep: the state change hook forgets that of a leaf that is awake', async () => {
    leafWith(1, 'InService');

    expect(await run({ stay: true })).toBe(
      'minecraft is being put to sleep: its container has 90 s to save, then the instance is terminated. ' +
        'It stays asleep until ./cm wake minecraft.',
    );
    expect(turned()).toEqual([OFF]);
    expect(noted()).toEqual([STAY]);
    const changes = autoScaling
      .calls()
      .map(({ args }) => args[0].constructor.name)
      .filter((name) => !name.startsWith('Describe'));
    expect(changes).toEqual(['SetDesiredCapacityCommand', 'CreateOrUpdateTagsCommand']);
  });

  test.each([
    ['asleep', [], 'minecraft is asleep, and stays so until ./cm wake minecraft.'],
    [
      'stopping',
      ['Terminating:Wait'],
      'minecraft is being put to sleep already, and stays so until ./cm wake minecraft.',
    ],
  ] as const)('only notes it of a leaf that is %s', async (_, states, said) => {
    leafWith(0, ...states);

    expect(await run({ stay: true })).toBe(said);
    expect(turned()).toEqual([]);
    expect(noted()).toEqual([STAY]);
  });

  test('fails where it cannot be noted', async () => {
    leafWith(0);
    autoScaling.on(CreateOrUpdateTagsCommand).rejects(new Error('not you'));

    await expect(run({ stay: true })).rejects.toThrow('not you');
  });
});

test('without --stay notes nothing', async () => {
  leafWith(1, 'InService');

  await run();

  expect(autoScaling.commandCalls(CreateOrUpdateTagsCommand)).toHaveLength(0);
});
