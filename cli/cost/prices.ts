/**
 * What AWS asks in us-east-1, in $ without taxes, from its pricing pages. The free tier of new accounts is left out, and
 * so is what costs cents at most: logs, Lambda, SNS, the state, traffic within the free 100 GB.
 */
export const PRICES = {
  asOf: '2026-11-22',
  region: 'us-east-1',
  /** For a GB and month: https://aws.amazon.com/efs/pricing/. Bursting throughput costs nothing besides. */
  efsStandard: 0.3,
  efsOneZone: 0.16,
  /** For a GB and month of EFS, not in cold storage; billed by the day: https://aws.amazon.com/backup/pricing/ */
  backup: 0.05,
  /** For a GB and month: https://aws.amazon.com/ebs/pricing/ */
  gp3: 0.08,
  /** For an hour: https://aws.amazon.com/vpc/pricing/ */
  publicIpv4: 0.005,
  /** For a month, each of the first 25: https://aws.amazon.com/route53/pricing/ */
  hostedZone: 0.5,
  /** For a month, and what is free in an account: https://aws.amazon.com/cloudwatch/pricing/ */
  alarmMetric: 0.1,
  freeAlarmMetrics: 10,
  dashboard: 3,
  freeDashboards: 3,
  /**
   * For a metric and month, by the hour: https://aws.amazon.com/cloudwatch/pricing/. Ten are free in an account. They are
   * not taken off here, since other instances of the account may use them: with one leaf alone this costs nothing.
   */
  detailedMonitoringMetric: 0.3,
  /**
   * An instance has seven:
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/ec2-metricscollected.html
   */
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
