import { CloudWatchClient, GetMetricDataCommand, type MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { mockClient } from 'aws-sdk-client-mock';

import { readTraffic } from '../../../cli/leaf/traffic';
import { at } from '../support/leaf';

const cloudWatch = mockClient(CloudWatchClient);
const ALARM: MetricAlarm = {
  Threshold: 1_000,
  Metrics: [
    { Id: 'result', Expression: 'net/PERIOD(net)', ReturnData: true },
    {
      Id: 'net',
      MetricStat: { Metric: { Namespace: 'AWS/EC2', MetricName: 'NetworkIn' }, Period: 60, Stat: 'Sum' },
      ReturnData: false,
    },
  ],
};
const read = (alarm = ALARM) => readTraffic(new CloudWatchClient({}), alarm, at('20:16'), at('20:30'));

beforeEach(() => {
  cloudWatch.reset();
});

test('asks for exactly the metric that the alarm watches, and takes the newest value', async () => {
  cloudWatch.on(GetMetricDataCommand).resolves({
    MetricDataResults: [{ Id: 'result', Timestamps: [at('20:28'), at('20:27')], Values: [12_040, 7] }],
  });

  expect(await read()).toEqual({ bytesPerSecond: 12_040, threshold: 1_000 });
  expect(cloudWatch.calls().map(({ args }) => args[0].input)).toEqual([
    { MetricDataQueries: ALARM.Metrics, StartTime: at('20:20'), EndTime: at('20:30'), ScanBy: 'TimestampDescending' },
  ]);
});

test('ignores a value from before the container started', async () => {
  cloudWatch.on(GetMetricDataCommand).resolves({
    MetricDataResults: [{ Id: 'result', Timestamps: [at('20:15')], Values: [2_001] }],
  });

  expect(await read()).toBeUndefined();
});

test('has no value when CloudWatch has none yet', async () => {
  cloudWatch.on(GetMetricDataCommand).resolves({ MetricDataResults: [{ Id: 'result', Timestamps: [], Values: [] }] });

  expect(await read()).toBeUndefined();
});

describe('an alarm that knows the game’s word', () => {
  const PRESENCE = {
    Id: 'presence',
    MetricStat: { Metric: { Namespace: 'ContainerManager', MetricName: 'Presence' }, Period: 60, Stat: 'Maximum' },
    ReturnData: false,
  };
  const ASKING: MetricAlarm = { ...ALARM, Metrics: [...(ALARM.Metrics ?? []), PRESENCE] };
  const said = (presence: number | undefined, minute = '20:28') => {
    const points = presence === undefined ? {} : { Timestamps: [at(minute)], Values: [presence] };
    cloudWatch.on(GetMetricDataCommand).resolves({
      MetricDataResults: [
        { Id: 'result', Timestamps: [at('20:28'), at('20:27')], Values: [2_001, 7] },
        { Id: 'presence', ...points },
      ],
    });
  };

  test.each([
    [2, { isOccupied: true }],
    [1, { isOccupied: false }],
    [undefined, { bytesPerSecond: 2_001, threshold: 1_000 }],
  ])('a presence of %s', async (presence, expected) => {
    said(presence);

    expect(await read(ASKING)).toEqual(expected);
    expect(cloudWatch.calls().map(({ args }) => args[0].input)).toMatchObject([
      { MetricDataQueries: [...(ALARM.Metrics ?? []), { ...PRESENCE, ReturnData: true }] },
    ]);
  });

  test('a word of another minute says nothing of this one', async () => {
    said(2, '20:29');

    expect(await read(ASKING)).toEqual({ bytesPerSecond: 2_001, threshold: 1_000 });
  });
});

test('asks nothing when the alarm has no metrics', async () => {
  expect(await read({ Threshold: 1 })).toBeUndefined();
  expect(cloudWatch.calls()).toEqual([]);
});
