import {
  type CloudWatchClient,
  GetMetricDataCommand,
  type MetricAlarm,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch';

import { PRESENCE_METRIC } from '../../lambdas/player-query/contract';
import { secondsBetween } from '../../lambdas/shared/duration';

/** What the watchdog goes by. */
export type Traffic = Bytes | GameWord;

/** What players send. */
interface Bytes {
  readonly bytesPerSecond: number;
  /** As it was deployed: at or below it nobody is connected. */
  readonly threshold: number;
}

/** What the game says where it is asked: that goes before the bytes. */
interface GameWord {
  /** Whether somebody plays, or the game still loads. */
  readonly isOccupied: boolean;
}

/** Metrics are a minute or two late. */
const LOOK_BACK_MS = 10 * 60_000;
/** `Presence`: the game answers, and nobody plays. */
const NOBODY = 1;

/**
 * The newest value of the metric that the alarm Container Activity watches, or the game's word in that minute. Only the alarm defines it.
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
  const word = queries.find(({ MetricStat }) => MetricStat?.Metric?.MetricName === PRESENCE_METRIC);
  const { MetricDataResults: results = [] } = await client.send(
    new GetMetricDataCommand({
      MetricDataQueries: queries.map((query) => (query === word ? { ...query, ReturnData: true } : query)),
      StartTime: new Date(now.getTime() - LOOK_BACK_MS),
      EndTime: now,
      ScanBy: 'TimestampDescending',
    }),
  );
  const wanted = queries.find(({ ReturnData }) => ReturnData !== false)?.Id;
  const { Timestamps: [at] = [], Values: [bytesPerSecond] = [] } = results.find(({ Id }) => Id === wanted) ?? {};
  if (at === undefined || bytesPerSecond === undefined || secondsBetween(since, at) < 0) return undefined;
  const said =
    word &&
    valueAt(
      at,
      results.find(({ Id }) => Id === word.Id),
    );
  return said === undefined ? { bytesPerSecond, threshold } : { isOccupied: said > NOBODY };
}

function valueAt(at: Date, { Timestamps = [], Values = [] }: MetricDataResult = {}): number | undefined {
  return Values[Timestamps.findIndex((timestamp) => timestamp.getTime() === at.getTime())];
}
