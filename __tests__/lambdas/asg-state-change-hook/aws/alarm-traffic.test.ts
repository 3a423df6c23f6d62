import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import { mockClient } from 'aws-sdk-client-mock';

import { AlarmTraffic } from '../../../../lambdas/asg-state-change-hook/aws/alarm-traffic';

const cloudWatch = mockClient(CloudWatchClient);
const at = (time: string) => new Date(`2026-11-22T${time}:00Z`);
const metric = (Id: string, Namespace: string, MetricName: string): MetricDataQuery => ({
  Id,
  MetricStat: { Metric: { Namespace, MetricName }, Period: 60, Stat: 'Sum' },
  ReturnData: false,
});
const RESULT = { Id: 'result', Expression: 'IF(up < 1, 2001, net/PERIOD(net))', ReturnData: true };
const UP = metric('up', 'AWS/AutoScaling', 'GroupInServiceInstances');
const NET = metric('net', 'AWS/EC2', 'NetworkIn');
const PRESENCE = metric('presence', 'ContainerManager', 'Presence');
const wasBusy = () =>
  new AlarmTraffic(new CloudWatchClient({}), 'games-minecraft-container-activity').wasBusy(at('20:11'), at('20:33'));

/** CloudWatch has these values of the alarm and of its metrics, one for each minute from 20:11 on. */
function values(series: Readonly<Record<string, readonly (number | undefined)[]>>): void {
  cloudWatch.on(GetMetricDataCommand).resolves({
    MetricDataResults: Object.entries(series).map(([Id, points]) => ({
      Id,
      Timestamps: points.flatMap((point, index) => (point === undefined ? [] : [at(`20:${11 + index}`)])),
      Values: points.filter((point) => point !== undefined),
    })),
  });
}

beforeEach(() => {
  cloudWatch.reset();
  cloudWatch
    .on(DescribeAlarmsCommand)
    .resolves({ MetricAlarms: [{ Threshold: 1_000, Metrics: [RESULT, UP, NET, PRESENCE] }] });
});

test('asks for what the alarm watches, in this time', async () => {
  values({ result: [1_000, 7], up: [1, 1] });

  expect(await wasBusy()).toBe(false);
  expect(cloudWatch.calls().map(({ args }) => args[0].input)).toEqual([
    { AlarmNames: ['games-minecraft-container-activity'], AlarmTypes: ['MetricAlarm'] },
    {
      MetricDataQueries: [RESULT, { ...UP, ReturnData: true }, NET, { ...PRESENCE, ReturnData: true }],
      StartTime: at('20:11'),
      EndTime: at('20:33'),
      ScanBy: 'TimestampDescending',
    },
  ]);
});

test.each([
  ['one minute above the threshold', { result: [7, 1_001, 7], up: [1, 1, 1] }, true],
  ['no instance was in service in that minute', { result: [7, 2_001], up: [1, 0] }, false],
  ['AWS did not say whether one was', { result: [7, 2_001], up: [1, undefined] }, false],
  ['the game said something in that minute', { result: [7, 2_001], up: [1, 1], presence: [undefined, 2] }, false],
  ['the game said something in another', { result: [7, 2_001], up: [1, 1], presence: [1, undefined] }, true],
  ['no values', { result: [], up: [1, 1] }, undefined],
  ['nothing at all', {}, undefined],
])('%s', async (_, series, expected) => {
  values(series);

  expect(await wasBusy()).toBe(expected);
});

test('follows all pages', async () => {
  cloudWatch
    .on(GetMetricDataCommand)
    .resolvesOnce({
      NextToken: 'more',
      MetricDataResults: [
        { Id: 'result', Timestamps: [at('20:32')], Values: [7] },
        { Id: 'up', Timestamps: [at('20:32')], Values: [1] },
      ],
    })
    .resolvesOnce({
      MetricDataResults: [
        { Id: 'result', Timestamps: [at('20:31')], Values: [1_001] },
        { Id: 'up', Timestamps: [at('20:31')], Values: [1] },
      ],
    });

  expect(await wasBusy()).toBe(true);
});

test('fails where somebody deleted the alarm', async () => {
  cloudWatch.on(DescribeAlarmsCommand).resolves({ MetricAlarms: [] });

  await expect(wasBusy()).rejects.toThrow("the alarm 'games-minecraft-container-activity' does not exist");
});

test.each(['AccessDenied', 'ThrottlingException', 'TimeoutError'])('fails with %s', async (name) => {
  cloudWatch.on(GetMetricDataCommand).rejects(Object.assign(new Error('AWS says no'), { name }));

  await expect(wasBusy()).rejects.toThrow('AWS says no');
});
