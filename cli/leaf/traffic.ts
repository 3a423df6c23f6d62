import { type CloudWatchClient, type MetricAlarm } from '@aws-sdk/client-cloudwatch';

import { activityMinutes } from '../../lambdas/shared/activity-minutes';
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
 * The newest value of the metric that the alarm Container Activity watches, or the game's word in that minute.
 *
 * @param alarm Container Activity
 * @param since when the container started: earlier values say nothing about players
 * @returns undefined when there is none yet
 */
export async function readTraffic(
  client: CloudWatchClient,
  alarm: MetricAlarm,
  since: Date,
  now: Date,
): Promise<Traffic | undefined> {
  const { Metrics: queries = [], Threshold: threshold } = alarm;
  if (queries.length === 0 || threshold === undefined) return undefined;
  const from = new Date(now.getTime() - LOOK_BACK_MS);
  const [newest] = await activityMinutes(client, alarm, { from, to: now });
  if (newest === undefined || secondsBetween(since, newest.at) < 0) return undefined;
  const { value: bytesPerSecond, word } = newest;
  return word === undefined ? { bytesPerSecond, threshold } : { isOccupied: word > NOBODY };
}
