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
  // behind the # the console wants a path that is escaped twice and a query that is escaped once, with $ for %
  const path = asFragment(encodeURIComponent(encodeURIComponent(logGroupName)));
  const query = asFragment(encodeURIComponent(`?filterPattern=&start=${start}&end=${end}`));
  return `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${path}/log-events${query}`;
}

function asFragment(escaped: string): string {
  return escaped.replaceAll('%', '$');
}
