import { logEventsLink } from '../shared/console-link';

const MINUTE_MS = 60_000;
const MINUTES_BEFORE = 2;
const MINUTES_AFTER = 1;

/**
 * Address of CloudWatch's console that shows all streams of a log group around one minute.
 *
 * @param at any moment of that minute; two minutes before it and one after it are shown too
 */
export function logLink(region: string, logGroupName: string, at: Date): string {
  const minute = Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS;
  const start = minute - MINUTES_BEFORE * MINUTE_MS;
  const end = minute + (1 + MINUTES_AFTER) * MINUTE_MS;
  return logEventsLink(region, logGroupName, start, end);
}
