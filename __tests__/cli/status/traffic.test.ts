import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import { mockClient } from 'aws-sdk-client-mock';
import pc from 'picocolors';

import { trafficMinutes } from '../../../cli/status/traffic-minutes';
import { trafficReport } from '../../../cli/status/traffic-report';
import { trafficText } from '../../../cli/status/traffic-text';
import { at } from '../support/leaf';
import { leafContext } from '../support/workspace';

const MINUTE = 60_000;
const WEEK = 10_080;
const NOW = at('20:30:30');
const START = at('20:30').getTime() - WEEK * MINUTE;
/** CloudWatch's own is 100,800 points; a small one gives many pages. */
const POINTS_A_PAGE = 5_000;

const cloudWatch = mockClient(CloudWatchClient);

const stat = (Id: string, Namespace: string, MetricName: string, Stat = 'Sum'): MetricDataQuery => ({
  Id,
  MetricStat: { Metric: { Namespace, MetricName }, Period: 60, Stat },
  ReturnData: false,
});
const METRICS = [
  { Id: 'result', Expression: 'IF(up < 1, 1, net)', ReturnData: true },
  stat('up', 'AWS/AutoScaling', 'GroupInServiceInstances', 'Minimum'),
  stat('net', 'AWS/EC2', 'NetworkIn'),
  stat('efs1', 'AWS/EFS', 'DataReadIOBytes'),
  stat('presence', 'ContainerManager', 'Presence', 'Maximum'),
];

/** What a metric has for the minute with this index of the week; undefined: no point. */
type Week = Readonly<Record<string, (minute: number) => number | undefined>>;

/** CloudWatch with a week of metrics, page by page. */
function weekOf(week: Week): void {
  cloudWatch.on(DescribeAlarmsCommand).resolves({ MetricAlarms: [{ Threshold: 1_000, Metrics: METRICS }] });
  cloudWatch
    .on(GetMetricDataCommand)
    .callsFake(({ MetricDataQueries = [], NextToken = '0' }: GetMetricDataCommandInput) => {
      const points = MetricDataQueries.flatMap(({ Id = '' }) =>
        Array.from({ length: WEEK }, (_, minute) => ({ Id, minute, value: week[Id]?.(minute) })),
      ).filter(({ value }) => value !== undefined);
      const from = Number(NextToken);
      const page = points.slice(from, from + POINTS_A_PAGE);
      return {
        MetricDataResults: MetricDataQueries.map(({ Id }) => {
          const own = page.filter((point) => point.Id === Id);
          return {
            Id,
            Timestamps: own.map(({ minute }) => new Date(START + minute * MINUTE)),
            Values: own.map(({ value }) => value),
          };
        }),
        ...(from + POINTS_A_PAGE < points.length && { NextToken: String(from + POINTS_A_PAGE) }),
      };
    });
}

const report = async () => trafficReport({ id: 'minecraft', days: 7 }, await trafficMinutes(leafContext(), 7, NOW));

/** Awake 3 hours a day: 40 minutes of them with somebody on. */
const awake = (minute: number) => minute % 1_440 < 180;
const played = (minute: number) => minute % 1_440 >= 20 && minute % 1_440 < 60;
const WITHOUT_QUERY: Week = {
  up: (minute) => (awake(minute) ? 1 : 0),
  net: (minute) => (awake(minute) ? (played(minute) ? 9_000 : 400) * 60 + 600 : undefined),
  efs1: (minute) => (minute % 2 === 0 ? 600 : undefined),
};
/** The game loads for ten minutes. */
const WITH_QUERY: Week = {
  ...WITHOUT_QUERY,
  people: (minute) => (awake(minute) && minute % 1_440 >= 10 ? (played(minute) ? 2 : 0) : undefined),
};

beforeEach(() => {
  cloudWatch.reset();
});

test('a week without a Query: what arrived, and what thresholds would have counted as idle', async () => {
  weekOf(WITHOUT_QUERY);

  const found = await report();

  expect(found.traffic).toEqual([{ who: 'all', minutes: 1_260, median: 410, p95: 9_010, highest: 9_010 }]);
  expect(found.idleAt).toEqual([
    { threshold: 250, minutes: 0 },
    { threshold: 500, minutes: 980 },
    { threshold: 1_000, minutes: 980 },
    { threshold: 2_000, minutes: 980 },
    { threshold: 4_000, minutes: 980 },
    { threshold: 6_000, minutes: 980 },
    { threshold: 8_000, minutes: 980 },
    { threshold: 16_000, minutes: 1_260 },
  ]);
});

test('a week with a Query: the same with nobody and with somebody on', async () => {
  weekOf(WITH_QUERY);

  const found = await report();

  expect(found.traffic).toEqual([
    { who: 'nobody', minutes: 910, median: 400, p95: 410, highest: 410 },
    { who: 'somebody', minutes: 280, median: 9_000, p95: 9_010, highest: 9_010 },
    { who: 'unknown', minutes: 70, median: 400, p95: 410, highest: 410 },
    { who: 'all', minutes: 1_260, median: 410, p95: 9_010, highest: 9_010 },
  ]);
  expect(found.idleAt[2]).toEqual({ threshold: 1_000, minutes: 980, nobody: 910, somebody: 0 });
  expect(found.idleAt[7]).toEqual({ threshold: 16_000, minutes: 1_260, nobody: 910, somebody: 280 });
});

test('asks for whole minutes, for the metrics and not for the verdict of the alarm, and follows every page', async () => {
  weekOf(WITH_QUERY);
  await report();

  const inputs = cloudWatch.commandCalls(GetMetricDataCommand).map(({ args }) => args[0].input);
  expect(inputs.length).toBeGreaterThan(3);
  expect(inputs[0]).toMatchObject({ StartTime: new Date(START), EndTime: at('20:30'), ScanBy: 'TimestampAscending' });
  expect(inputs[0]?.MetricDataQueries?.map(({ Id, Expression }) => [Id, Expression])).toEqual([
    ['up', undefined],
    ['net', undefined],
    ['efs1', undefined],
    ['people', undefined],
  ]);
  expect(inputs[0]?.MetricDataQueries?.at(-1)?.MetricStat).toEqual({
    Metric: {
      Namespace: 'ContainerManager',
      MetricName: 'Players',
      Dimensions: [{ Name: 'AutoScalingGroupName', Value: 'games-minecraft-asg' }],
    },
    Period: 60,
    Stat: 'Maximum',
  });
});

test('shows both tables', async () => {
  weekOf(WITH_QUERY);

  expect(trafficText(await report(), pc.createColors(false))).toBe(
    [
      'What minecraft received in the last 7 days, minute by minute while it was awake:',
      '',
      ' Bytes per second              Minutes   Median   95 %   Highest',
      ' with nobody on                    910      400    410       410',
      ' with somebody on                  280     9000   9010      9010',
      ' unknown: loading, no answer        70      400    410       410',
      ' all                              1260      410   9010      9010',
      '',
      'Minutes that a threshold would have counted as idle:',
      '',
      ' Threshold         Idle minutes   with nobody on   with somebody on',
      ' 250                          0                0                  0',
      ' 500                        980              910                  0',
      ' 1000 (deployed)            980              910                  0',
      ' 2000                       980              910                  0',
      ' 4000                       980              910                  0',
      ' 6000                       980              910                  0',
      ' 8000                       980              910                  0',
      ' 16000                     1260              910                280',
      '',
      'A good threshold counts most minutes with nobody on, and none with somebody on. It decides while the game does not answer.',
    ].join('\n'),
  );
});

test('without a Query the tables have no columns of who was on', async () => {
  weekOf(WITHOUT_QUERY);

  const text = trafficText(await report(), pc.createColors(false));

  expect(text).not.toContain('nobody on  ');
  expect(text).toContain(' Threshold         Idle minutes\n');
  expect(text).toMatch(/compare with when you played\.$/);
});

test('says that it was never awake', async () => {
  weekOf({});

  expect(trafficText(await report(), pc.createColors(false))).toBe(
    'minecraft was not awake in the last 7 days, so there is nothing to measure.',
  );
});

test('fails where the leaf is deployed in part', async () => {
  cloudWatch.on(DescribeAlarmsCommand).resolves({ MetricAlarms: [] });

  await expect(report()).rejects.toThrow(
    'minecraft has no alarm games-minecraft-container-activity: ./cm deploy minecraft creates it',
  );
});
