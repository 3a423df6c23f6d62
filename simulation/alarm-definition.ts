import { z } from 'zod';

import { type AlarmProps, type Metric } from '../modules/aws/alarm';
import { type AlarmRule } from './alarm-state';

/** A CloudWatch alarm, with AWS's defaults filled in. */
export interface AlarmDefinition extends AlarmRule {
  readonly alarmName: string;
  readonly comparisonOperator: AlarmProps['comparisonOperator'];
  /** In the unit of the metric. */
  readonly threshold: number;
  /** The period of every metric. */
  readonly periodSeconds: number;
  /** Metric math over `metrics`. An alarm without metric math has one metric, and its name is the expression. */
  readonly expression: string;
  /** By the name that the expression uses. */
  readonly metrics: Readonly<Record<string, Metric>>;
  /** ARNs, or Terraform's references to resources of the same stack. */
  readonly alarmActions: readonly string[];
}

const statistic = z.enum(['Sum', 'Minimum', 'Maximum', 'Average', 'SampleCount']);
const plainMetric = z.object({
  namespace: z.string(),
  metric_name: z.string(),
  dimensions: z.record(z.string(), z.string()),
  period: z.number(),
});
const common = z.object({
  alarm_name: z.string(),
  comparison_operator: z.enum([
    'GreaterThanOrEqualToThreshold',
    'GreaterThanThreshold',
    'LessThanOrEqualToThreshold',
    'LessThanThreshold',
  ]),
  threshold: z.number(),
  evaluation_periods: z.number(),
  datapoints_to_alarm: z.number().optional(),
  treat_missing_data: z.enum(['missing', 'ignore', 'breaching', 'notBreaching']).default('missing'),
  alarm_actions: z.array(z.string()).default([]),
});
const query = z.object({
  id: z.string(),
  expression: z.string().optional(),
  return_data: z.boolean().default(false),
  metric: plainMetric.extend({ stat: statistic }).optional(),
});
const alarmBlock = z.union([
  common.extend({ metric_query: z.array(query) }),
  common.extend(plainMetric.extend({ statistic }).shape),
]);

/**
 * Reads an `aws_cloudwatch_metric_alarm` of synthesized Terraform JSON.
 *
 * @throws ZodError when the block is not such an alarm
 * @throws Error when its metrics have different periods, or when no expression returns data
 */
export function parseAlarm(block: unknown): AlarmDefinition {
  const alarm = alarmBlock.parse(block);
  return {
    alarmName: alarm.alarm_name,
    comparisonOperator: alarm.comparison_operator,
    threshold: alarm.threshold,
    evaluationPeriods: alarm.evaluation_periods,
    datapointsToAlarm: alarm.datapoints_to_alarm ?? alarm.evaluation_periods,
    treatMissingData: alarm.treat_missing_data,
    alarmActions: alarm.alarm_actions,
    ...('metric_query' in alarm
      ? metricMath(alarm.alarm_name, alarm.metric_query)
      : { periodSeconds: alarm.period, expression: 'metric', metrics: { metric: metric(alarm, alarm.statistic) } }),
  };
}

function metricMath(alarmName: string, queries: readonly z.infer<typeof query>[]) {
  const result = queries.find((candidate) => candidate.return_data);
  if (result?.expression === undefined) throw new Error(`no expression of the alarm '${alarmName}' returns data`);
  const plain = queries.flatMap(({ id, metric: found }) => (found ? [{ id, found }] : []));
  const [periodSeconds, ...otherPeriods] = new Set(plain.map(({ found }) => found.period));
  if (periodSeconds === undefined || otherPeriods.length > 0) {
    throw new Error(`the metrics of the alarm '${alarmName}' must have the same period: AWS requires it`);
  }
  return {
    periodSeconds,
    expression: result.expression,
    metrics: Object.fromEntries(plain.map(({ id, found }) => [id, metric(found, found.stat)])),
  };
}

function metric(
  { namespace, metric_name, dimensions }: z.infer<typeof plainMetric>,
  stat: Metric['statistic'],
): Metric {
  return { namespace, metricName: metric_name, dimensions, statistic: stat };
}
