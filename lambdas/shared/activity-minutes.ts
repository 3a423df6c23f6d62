import {
  type CloudWatchClient,
  type MetricAlarm,
  type MetricDataQuery,
  type MetricDataResult,
  paginateGetMetricData,
} from '@aws-sdk/client-cloudwatch';

import { PRESENCE_METRIC } from './game-metrics';

/** A minute as the alarm Container Activity counts it. */
export interface ActivityMinute {
  readonly at: Date;
  /** Bytes per second from clients; where the game said something, what stands for its word. */
  readonly value: number;
  /** What the game said (Presence). Absent where it said nothing. */
  readonly word?: number;
  /** Whether an instance was in service: without one the value is far above the threshold. */
  readonly inService: boolean;
}

const IN_SERVICE_METRIC = 'GroupInServiceInstances';

/**
 * The minutes of which the alarm has a value, the newest first. Only the alarm defines what it counts, so its own queries are asked.
 *
 * @param from the first minute, inclusive; `to` is exclusive: whole minutes, since AWS rounds others
 */
export async function activityMinutes(
  client: CloudWatchClient,
  { Metrics: queries = [] }: Pick<MetricAlarm, 'Metrics'>,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<ActivityMinute[]> {
  const [word, inService] = [PRESENCE_METRIC, IN_SERVICE_METRIC].map((name) =>
    queries.find(({ MetricStat }) => MetricStat?.Metric?.MetricName === name),
  );
  const wanted = queries.find(({ ReturnData }) => ReturnData !== false)?.Id;
  const input = {
    MetricDataQueries: queries.map((query) =>
      query === word || query === inService ? { ...query, ReturnData: true } : query,
    ),
    StartTime: from,
    EndTime: to,
    ScanBy: 'TimestampDescending' as const,
  };
  const found: MetricDataResult[] = [];
  for await (const { MetricDataResults: results = [] } of paginateGetMetricData({ client }, input))
    found.push(...results);
  const words = seriesOf(found, word);
  const instances = seriesOf(found, inService);
  return [...seriesOf(found, { Id: wanted })].map(([time, value]) => {
    const said = words.get(time);
    return {
      at: new Date(time),
      value,
      ...(said !== undefined && { word: said }),
      inService: inService === undefined || (instances.get(time) ?? 0) >= 1,
    };
  });
}

/** Milliseconds since 1970 → value, of all pages. */
function seriesOf(
  results: readonly MetricDataResult[],
  query: MetricDataQuery | undefined,
): ReadonlyMap<number, number> {
  return new Map(
    results
      .filter(({ Id }) => Id !== undefined && Id === query?.Id)
      .flatMap(({ Timestamps: times = [], Values: values = [] }) =>
        times.flatMap((time, index): [number, number][] => {
          const value = values[index];
          return value === undefined ? [] : [[time.getTime(), value]];
        }),
      ),
  );
}
