/**
 * What AWS asks in us-east-1, in $ without taxes, from its pricing pages. The free tier of new accounts is left out, and
 * so is what costs cents at most: logs, Lambda, SNS, the state, traffic within the free 100 GB.
 */
export const PRICES = {
  asOf: '2026-11-22',
  region: 'us-east-1',
  /** For a GB and month. */
  efsStandard: 0.3,
  efsOneZone: 0.16,
  backup: 0.05,
  gp3: 0.08,
  /** For an hour. */
  publicIpv4: 0.005,
  /** For a month. */
  hostedZone: 0.5,
  alarmMetric: 0.1,
  freeAlarmMetrics: 10,
  dashboard: 3,
  freeDashboards: 3,
  /** For a metric and month, by the hour; ten are free in an account, which are left out. */
  detailedMonitoringMetric: 0.3,
  detailedMonitoringMetrics: 7,
  hoursPerMonth: 730,
} as const;

/** $ an hour, on demand. Other types: https://aws.amazon.com/ec2/pricing/on-demand/ */
export const INSTANCE_PRICES: Readonly<Record<string, number>> = {
  'm5.large': 0.096,
  'm7i-flex.large': 0.09576,
  'm7g.large': 0.0816,
  't4g.medium': 0.0336,
};
