/**
 * AWS's prices in us-east-1, in $ without taxes, from its pricing pages. Left out are the free tier of new accounts and
 * what costs cents at most: logs, Lambda but for player-query, SNS, the state, traffic within the free 100 GB.
 */
export const PRICES = {
  asOf: '2026-11-22',
  region: 'us-east-1',
  /** For a GB and month: https://aws.amazon.com/efs/pricing/. Bursting throughput is included. */
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
  /**
   * For a metric that player-query sends and a month, by the hour in which it is sent; of the same ten free ones as above, which
   * are not taken off here either: https://aws.amazon.com/cloudwatch/pricing/
   */
  customMetric: 0.3,
  /** For 1,000 calls of PutMetricData; the million that is free in an account is not taken off either: the same page. */
  putMetricDataThousand: 0.01,
  /** For a GB-second on ARM, and what is free in an account each month: https://aws.amazon.com/lambda/pricing/ */
  lambdaGbSecond: 0.0000133334,
  freeLambdaGbSeconds: 400_000,
  /**
   * For a vCPU and hour above the baseline of T2, T3 and T3a, in unlimited mode (T4g: 0.04):
   * https://aws.amazon.com/ec2/pricing/on-demand/
   */
  surplusVcpuHour: 0.05,
  hoursPerMonth: 730,
} as const;

/** AWS's prices of the other instance types. */
export const INSTANCE_PRICES_PAGE = 'https://aws.amazon.com/ec2/pricing/on-demand/';

/** $ an hour of one family, by its size. */
type Sizes = Readonly<Partial<Record<'medium' | 'large' | 'xlarge' | '2xlarge', number>>>;

// Each figure is in public tables that were copied from AWS's page, such as https://instances.vantage.sh/aws/ec2; a
// size that is in none is left out.
const FAMILIES: Readonly<Record<string, Sizes>> = {
  t3: { medium: 0.0416, large: 0.0832, xlarge: 0.1664 },
  t3a: { medium: 0.0376, large: 0.0752, xlarge: 0.1504 },
  t4g: { medium: 0.0336, large: 0.0672, xlarge: 0.1344 },
  m5: { large: 0.096, xlarge: 0.192, '2xlarge': 0.384 },
  m6i: { large: 0.096, xlarge: 0.192, '2xlarge': 0.384 },
  m6a: { large: 0.0864, xlarge: 0.1728, '2xlarge': 0.3456 },
  m6g: { large: 0.077, xlarge: 0.154, '2xlarge': 0.308 },
  m7i: { large: 0.1008, xlarge: 0.2016, '2xlarge': 0.4032 },
  'm7i-flex': { large: 0.09576, xlarge: 0.19152, '2xlarge': 0.38304 },
  m7a: { large: 0.11592, xlarge: 0.23184, '2xlarge': 0.46368 },
  m7g: { large: 0.0816, xlarge: 0.1632, '2xlarge': 0.3264 },
  c5: { large: 0.085, xlarge: 0.17, '2xlarge': 0.34 },
  c6i: { large: 0.085, xlarge: 0.17, '2xlarge': 0.34 },
  c6a: { large: 0.0765, xlarge: 0.153, '2xlarge': 0.306 },
  c6g: { large: 0.068, xlarge: 0.136, '2xlarge': 0.272 },
  c7i: { large: 0.08925, xlarge: 0.1785, '2xlarge': 0.357 },
  'c7i-flex': { large: 0.08479 },
  c7a: { large: 0.1026, xlarge: 0.2053, '2xlarge': 0.4106 },
  c7g: { large: 0.0725, xlarge: 0.145, '2xlarge': 0.29 },
  r6i: { large: 0.126, xlarge: 0.252, '2xlarge': 0.504 },
  r6g: { large: 0.1008, xlarge: 0.2016, '2xlarge': 0.4032 },
  r7i: { large: 0.1323, xlarge: 0.2646, '2xlarge': 0.5292 },
  r7g: { large: 0.1071, xlarge: 0.2142, '2xlarge': 0.4284 },
};

/** $ an hour, Linux on demand, by the type's name. */
export const INSTANCE_PRICES: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries(FAMILIES).flatMap(([family, sizes]) =>
    Object.entries(sizes).map(([size, price]) => [`${family}.${size}`, price]),
  ),
);
