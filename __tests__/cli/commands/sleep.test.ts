import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient, DescribeAlarmsCommand, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeTasksCommand, ECSClient, ListTasksCommand } from '@aws-sdk/client-ecs';
import { DescribeRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';

import { sleepCommand } from '../../../cli/commands/sleep';
import { askYes } from '../../../cli/terminal/prompts';
import { CommandError } from '../../../cli/terminal/errors';
import { group, instances, NAMES, task } from '../support/leaf';

jest.mock('../../../cli/terminal/prompts');

const LEAF = `
Ec2: { InstanceType: m5.large }
Container: { Image: 'example/game:1', Ports: [TCP: 25565], StopTimeoutSeconds: 90 }
Watchdog: { Threshold: 1000 }
`;

const autoScaling = mockClient(AutoScalingClient);
const cloudWatch = mockClient(CloudWatchClient);
const ec2 = mockClient(EC2Client);
const ecs = mockClient(ECSClient);
const eventBridge = mockClient(EventBridgeClient);
const sts = mockClient(STSClient);
const ask = jest.mocked(askYes);

const { CONFIG_DIR } = process.env;
let folder: string;
let answered: jest.SpiedFunction<typeof console.log>;
let told: jest.SpiedFunction<typeof process.stderr.write>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cm-sleep-'));
  mkdirSync(join(folder, 'leaves'));
  writeFileSync(join(folder, 'base.yaml'), 'Region: eu-central-1\nName: games\n');
  writeFileSync(join(folder, 'leaves/minecraft.yaml'), LEAF);
  process.env.CONFIG_DIR = folder;
});

afterAll(() => {
  rmSync(folder, { recursive: true });
  if (CONFIG_DIR === undefined) delete process.env.CONFIG_DIR;
  else process.env.CONFIG_DIR = CONFIG_DIR;
});

beforeEach(() => {
  for (const mock of [autoScaling, cloudWatch, ec2, ecs, eventBridge, sts]) mock.reset();
  ask.mockReset();
  answered = jest.spyOn(console, 'log').mockReturnValue();
  told = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  sts.on(GetCallerIdentityCommand).resolves({ Account: '123456789012', Arn: 'arn:aws:iam::123456789012:root' });
  autoScaling.on(DescribeScalingActivitiesCommand).resolves({ Activities: [] });
  eventBridge.on(DescribeRuleCommand).resolves({ State: 'ENABLED' });
  ec2.on(DescribeInstancesCommand).resolves({ Reservations: [] });
  ecs.on(ListTasksCommand).resolves({ taskArns: ['t-1'] });
  ecs.on(DescribeTasksCommand).resolves({ tasks: [task({ startedAt: new Date(Date.now() - 60 * 60_000) })] });
  cloudWatch.on(GetMetricDataCommand).resolves({ MetricDataResults: [] });
  cloudWatch.on(DescribeAlarmsCommand).resolves({
    MetricAlarms: [
      { AlarmName: NAMES.containerActivityAlarm, Threshold: 1_000, Metrics: [{ Id: 'result', ReturnData: true }] },
    ],
  });
});

afterEach(() => {
  jest.restoreAllMocks();
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

/** `./cm sleep`, and what it did. */
async function sleep(...options: string[]) {
  await sleepCommand().parseAsync(['minecraft', ...options], { from: 'user' });
  return answered.mock.calls.flat().join('\n');
}

const turned = () => autoScaling.commandCalls(SetDesiredCapacityCommand).map(({ args }) => args[0].input);
const OFF = { AutoScalingGroupName: 'games-minecraft-asg', DesiredCapacity: 0, HonorCooldown: false };

test('one that nobody plays on is put to sleep without a question', async () => {
  leafWith(1, 'InService');
  playersSend(1_000);

  expect(await sleep()).toBe(
    'minecraft is being put to sleep: its container has 90 s to save, then the instance goes.',
  );
  expect(turned()).toEqual([OFF]);
  expect(ask).not.toHaveBeenCalled();
});

test('one that has no traffic to look at yet is put to sleep without a question', async () => {
  leafWith(1, 'Pending');
  ecs.on(ListTasksCommand).resolves({ taskArns: [] });

  await sleep();

  expect(turned()).toEqual([OFF]);
  expect(ask).not.toHaveBeenCalled();
});

describe('where somebody plays', () => {
  beforeEach(() => {
    leafWith(1, 'InService');
    playersSend(12_040.4);
  });

  test('it says so and asks', async () => {
    await sleep();

    expect(String(told.mock.calls[0]?.[0])).toContain(
      'Somebody seems to play on minecraft: 12040 bytes per second arrive, nobody is connected at 1000 or less.',
    );
    expect(ask.mock.calls).toEqual([['Put it to sleep all the same?', 'add --yes']]);
    expect(turned()).toEqual([OFF]);
  });

  test('it stays awake without a yes', async () => {
    ask.mockRejectedValue(new CommandError('Nothing was changed.'));

    await expect(sleep()).rejects.toThrow('Nothing was changed.');
    expect(turned()).toEqual([]);
    expect(answered).not.toHaveBeenCalled();
  });

  test('--yes asks nobody, but says so', async () => {
    await sleep('--yes');

    expect(String(told.mock.calls[0]?.[0])).toContain('Somebody seems to play on minecraft');
    expect(ask).not.toHaveBeenCalled();
    expect(turned()).toEqual([OFF]);
  });
});

test('one that sleeps is left alone', async () => {
  leafWith(0);

  expect(await sleep('--yes')).toBe('minecraft is asleep already.');
  expect(turned()).toEqual([]);
});

test('one that is stopping is left alone', async () => {
  leafWith(0, 'Terminating:Wait');

  expect(await sleep()).toBe('minecraft is being put to sleep already.');
  expect(turned()).toEqual([]);
});

test('one that is not deployed has nothing to be put to sleep', async () => {
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [] });

  await expect(sleep()).rejects.toThrow('minecraft is not deployed: ./cm deploy minecraft');
  expect(turned()).toEqual([]);
});
