import {
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  type MetricDataQuery,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';

import { GROUP_DIMENSION, METRIC_NAMESPACE, PLAYERS_METRIC, PRESENCE_METRIC } from '../../lambdas/shared/game-metrics';
import { type Names } from '../../modules/aws/naming';
import { type Clients } from '../emulator/clients';

type CloudWatch = Clients['cloudWatch'];

export const MINUTE_MS = 60_000;

/** What the game's metrics say of a minute. Absent: no point. */
export interface Point {
  readonly players?: number;
  readonly presence?: number;
}

/** What player-query has published of a minute. */
export async function pointAt(client: CloudWatch, { autoScalingGroup }: Names, minute: Date): Promise<Point> {
  const query = (Id: string, MetricName: string): MetricDataQuery => ({
    Id,
    MetricStat: {
      Metric: {
        Namespace: METRIC_NAMESPACE,
        MetricName,
        Dimensions: [{ Name: GROUP_DIMENSION, Value: autoScalingGroup }],
      },
      Period: MINUTE_MS / 1_000,
      Stat: 'Maximum',
    },
  });
  const values = await valuesOf(
    client,
    [query('players', PLAYERS_METRIC), query('presence', PRESENCE_METRIC)],
    [minute],
  );
  const [players, presence] = [values('players')[0], values('presence')[0]];
  return { ...(players !== undefined && { players }), ...(presence !== undefined && { presence }) };
}

/** What AWS itself measures of an instance that is in service. */
export interface Measured {
  /** That its network receives. */
  readonly bytesPerSecond: number;
}

/** AWS publishes what it measures of a minute, as far as the alarm Container Activity uses it. */
export async function measure(
  client: CloudWatch,
  names: Names,
  minute: Date,
  { bytesPerSecond }: Measured,
): Promise<void> {
  const values: Readonly<Record<string, number>> = { up: 1, net: bytesPerSecond * (MINUTE_MS / 1_000) };
  for (const { Id = '', MetricStat } of (await containerActivity(client, names)).metrics) {
    const { Namespace, MetricName, Dimensions } = MetricStat?.Metric ?? {};
    const Value = values[Id];
    if (Value === undefined) continue;
    const MetricData = [{ MetricName, Dimensions, Value, Timestamp: minute }];
    await client.send(new PutMetricDataCommand({ Namespace, MetricData }));
  }
}

/** Whether somebody is connected, for the alarm Container Activity. */
export type Verdict = 'busy' | 'idle' | 'no data';

/** What the alarm Container Activity sees of minutes: its own expression, over all metrics that it names. */
export async function verdictsOn(client: CloudWatch, names: Names, minutes: readonly Date[]): Promise<Verdict[]> {
  const { metrics, threshold } = await containerActivity(client, names);
  const id = metrics.find(({ ReturnData }) => ReturnData !== false)?.Id ?? '';
  const values = (await valuesOf(client, metrics, minutes))(id);
  return values.map((value) => (value === undefined ? 'no data' : value <= threshold ? 'idle' : 'busy'));
}

interface Alarm {
  readonly metrics: readonly MetricDataQuery[];
  readonly threshold: number;
  readonly periods: number;
}

/** The alarm as it is deployed. */
export async function containerActivity(client: CloudWatch, { containerActivityAlarm }: Names): Promise<Alarm> {
  const { MetricAlarms: [alarm] = [] } = await client.send(
    new DescribeAlarmsCommand({ AlarmNames: [containerActivityAlarm] }),
  );
  const { Metrics: metrics = [], Threshold: threshold, EvaluationPeriods: periods } = alarm ?? {};
  if (threshold === undefined || periods === undefined) throw new Error(`there is no alarm ${containerActivityAlarm}`);
  return { metrics, threshold, periods };
}

/** The values of queries in consecutive minutes, by the query's id. */
async function valuesOf(client: CloudWatch, queries: readonly MetricDataQuery[], minutes: readonly Date[]) {
  const [first, last] = [minutes[0], minutes.at(-1)];
  if (first === undefined || last === undefined) throw new Error('no minutes');
  const { MetricDataResults = [] } = await client.send(
    new GetMetricDataCommand({
      MetricDataQueries: [...queries],
      StartTime: first,
      EndTime: new Date(last.getTime() + MINUTE_MS),
    }),
  );
  return (id: string): (number | undefined)[] => {
    const { Timestamps = [], Values = [] } = MetricDataResults.find(({ Id }) => Id === id) ?? {};
    return minutes.map((minute) => Values[Timestamps.findIndex((at) => at.getTime() === minute.getTime())]);
  };
}
