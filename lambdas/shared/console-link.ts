/** Address of a CloudWatch dashboard in AWS's console. */
export function dashboardLink(region: string, dashboardName: string): string {
  return `${cloudWatch(region)}#dashboards/dashboard/${dashboardName}`;
}

/**
 * Address of a log group in AWS's console.
 *
 * @param logGroupName known when synthesizing, so no token: it is escaped
 */
export function logGroupLink(region: string, logGroupName: string): string {
  // behind the # the console wants a path that is escaped twice and a query that is escaped once, with $ for %
  const name = withDollars(encodeURIComponent(encodeURIComponent(logGroupName)));
  return `${cloudWatch(region)}#logsV2:log-groups/log-group/${name}`;
}

/**
 * Address of the events of all streams of a log group in AWS's console.
 *
 * @param start of the events that it shows, and their end: milliseconds since 1970
 */
export function logEventsLink(region: string, logGroupName: string, start: number, end: number): string {
  const query = withDollars(encodeURIComponent(`?filterPattern=&start=${start}&end=${end}`));
  return `${logGroupLink(region, logGroupName)}/log-events${query}`;
}

function cloudWatch(region: string): string {
  return `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}`;
}

function withDollars(escaped: string): string {
  return escaped.replaceAll('%', '$');
}
