import {
  type CloudWatchClient,
  DescribeAlarmsCommand,
  type Metric,
  type MetricDataQuery,
  paginateGetMetricData,
} from '@aws-sdk/client-cloudwatch';

import { GROUP_DIMENSION, METRIC_NAMESPACE, PLAYERS_METRIC } from '../../lambdas/shared/game-metrics';
import { type LeafContext } from '../leaf/deployed-leaves';
import { CommandError } from '../terminal/errors';

/** A minute in which a leaf was awake. */
export interface TrafficMinute {
  /** From clients, as the alarm Container Activity counts them: what EFS sent is left out. */
  readonly bytesPerSecond: number;
  /** How many people played. Absent where the game did not say it. */
  readonly players?: number;
}

/** What was measured of a leaf. */
export interface MeasuredTraffic {
  readonly minutes: readonly TrafficMinute[];
  /** Bytes per second, as it was deployed. */
  readonly threshold: number;
}

/** Milliseconds since 1970 → value. */
type Series = ReadonlyMap<number, number>;

const MINUTE_SECONDS = 60;
const DAY_MS = 24 * 60 * 60_000;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#metrics-retention */
export const DAYS_KEPT = 15;

/**
 * The minutes of the last days in which a leaf was awake. Works on the metrics that its alarm Container Activity watches, not
 * on the alarm's own figure, which a Query may decide.
 *
 * @param days at most 15: CloudWatch keeps no minutes of earlier days
 * @throws CommandError when the leaf is not deployed completely
 */
export async function trafficMinutes(
  { id, clients: { cloudWatch }, names }: LeafContext,
  days: number,
  now: Date,
): Promise<MeasuredTraffic> {
  const { MetricAlarms: [alarm] = [] } = await cloudWatch.send(
    new DescribeAlarmsCommand({ AlarmNames: [names.containerActivityAlarm], AlarmTypes: ['MetricAlarm'] }),
  );
  const { Metrics: watched = [], Threshold: threshold } = alarm ?? {};
  if (threshold === undefined || watched.every((one) => metricName(one) !== 'NetworkIn')) {
    throw new CommandError(`${id} has no alarm ${names.containerActivityAlarm}: ./cm deploy ${id} creates it`);
  }
  const players: Metric = {
    Namespace: METRIC_NAMESPACE,
    MetricName: PLAYERS_METRIC,
    Dimensions: [{ Name: GROUP_DIMENSION, Value: names.autoScalingGroup }],
  };
  const queries: MetricDataQuery[] = [
    ...watched.flatMap(({ Id, MetricStat }) =>
      MetricStat?.Metric?.Namespace?.startsWith('AWS/') ? [{ Id, MetricStat, ReturnData: true }] : [],
    ),
    { Id: 'people', MetricStat: { Metric: players, Period: MINUTE_SECONDS, Stat: 'Maximum' }, ReturnData: true },
  ];
  const found = await readSeries(cloudWatch, queries, { from: new Date(now.getTime() - days * DAY_MS), to: now });
  return { minutes: minutesOf(queries, found), threshold };
}

/** Follows all pages: seven days of ten metrics are as many points as CloudWatch gives at once. */
async function readSeries(
  client: CloudWatchClient,
  queries: MetricDataQuery[],
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<ReadonlyMap<string, Series>> {
  const found = new Map<string, Map<number, number>>();
  // whole minutes: AWS rounds other times
  const [start, end] = [from, to].map((time) => new Date(Math.floor(time.getTime() / 60_000) * 60_000));
  const input = { MetricDataQueries: queries, StartTime: start, EndTime: end, ScanBy: 'TimestampAscending' as const };
  for await (const { MetricDataResults: results = [] } of paginateGetMetricData({ client }, input)) {
    for (const { Id: id = '', Timestamps: times = [], Values: values = [] } of results) {
      const series = found.get(id) ?? new Map<number, number>();
      found.set(id, series);
      times.forEach((time, index) => series.set(time.getTime(), values[index] ?? 0));
    }
  }
  return found;
}

/** As the alarm does it: only minutes in which an instance was in service, and EFS's word missing means nothing was read. */
function minutesOf(queries: readonly MetricDataQuery[], found: ReadonlyMap<string, Series>): TrafficMinute[] {
  const named = (name: string) =>
    queries
      .filter((query) => metricName(query) === name)
      .map(({ Id = '' }) => found.get(Id) ?? new Map<number, number>());
  const [net = new Map<number, number>()] = named('NetworkIn');
  const [up = new Map<number, number>()] = named('GroupInServiceInstances');
  const [people = new Map<number, number>()] = named(PLAYERS_METRIC);
  const reads = named('DataReadIOBytes');
  return [...net].flatMap(([time, received]) => {
    if ((up.get(time) ?? 0) < 1) return [];
    const fromFileSystems = reads.reduce((sum, series) => sum + (series.get(time) ?? 0), 0);
    const players = people.get(time);
    const bytesPerSecond = (received - fromFileSystems) / MINUTE_SECONDS;
    return [{ bytesPerSecond, ...(players !== undefined && { players }) }];
  });
}

function metricName({ MetricStat }: MetricDataQuery): string | undefined {
  return MetricStat?.Metric?.MetricName;
}
