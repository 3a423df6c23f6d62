import { type CloudWatchClient, GetMetricDataCommand, type MetricAlarm } from '@aws-sdk/client-cloudwatch';

import { secondsBetween } from '../../lambdas/shared/duration';

/** What players send. */
export interface Traffic {
  readonly bytesPerSecond: number;
  /** As it was deployed: at or below it nobody is connected. */
  readonly threshold: number;
}

/** Metrics are a minute or two late. */
const LOOK_BACK_MS = 10 * 60_000;

/**
 * The newest value of the metric that the alarm Container Activity watches. Only the alarm defines it.
 *
 * @param alarm Container Activity
 * @param since when the container started: earlier values say nothing about players
 * @returns undefined when there is none yet
 */
export async function readTraffic(
  client: CloudWatchClient,
  { Metrics: queries = [], Threshold: threshold }: MetricAlarm,
  since: Date,
  now: Date,
): Promise<Traffic | undefined> {
  if (queries.length === 0 || threshold === undefined) return undefined;
  const { MetricDataResults: results = [] } = await client.send(
    new GetMetricDataCommand({
      MetricDataQueries: queries,
      StartTime: new Date(now.getTime() - LOOK_BACK_MS),
      EndTime: now,
      ScanBy: 'TimestampDescending',
    }),
  );
  const wanted = queries.find(({ ReturnData }) => ReturnData !== false)?.Id;
  const { Timestamps: [at] = [], Values: [bytesPerSecond] = [] } = results.find(({ Id }) => Id === wanted) ?? {};
  if (at === undefined || bytesPerSecond === undefined || secondsBetween(since, at) < 0) return undefined;
  return { bytesPerSecond, threshold };
}
