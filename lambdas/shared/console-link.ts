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
  // behind the # the console wants a name that is escaped twice, with $ for %
  const name = encodeURIComponent(encodeURIComponent(logGroupName)).replaceAll('%', '$');
  return `${cloudWatch(region)}#logsV2:log-groups/log-group/${name}`;
}

function cloudWatch(region: string): string {
  return `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}`;
}
