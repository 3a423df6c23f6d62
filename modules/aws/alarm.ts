import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Construct } from 'constructs';

import { MAX_ALARM_HOURS, MAX_ALARM_HOURS_IN_SHORT_PERIODS, MAX_ALARM_METRICS } from './limits';

/** A metric as CloudWatch knows it, and what to make of its points within a period. */
export interface Metric {
  /** E.g. `AWS/EC2`. */
  readonly namespace: string;
  /** E.g. `NetworkIn`. */
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: 'Sum' | 'Minimum' | 'Maximum' | 'Average' | 'SampleCount';
}

/** Several metrics and one expression over them. */
export interface MetricMath {
  /** CloudWatch metric math, in which the keys of `metrics` stand for the metrics. */
  readonly expression: string;
  /** What the result is called in graphs. */
  readonly label: string;
  /** By the name that the expression uses: a lower-case letter, then letters, digits and `_`. */
  readonly metrics: Readonly<Record<string, Metric>>;
}

export interface AlarmProps {
  readonly alarmName: string;
  /** What the alarm means and what to do: a person reads it in the e-mail. At most 1024 characters. */
  readonly description: string;
  readonly metric: Metric | MetricMath;
  readonly comparisonOperator:
    'GreaterThanOrEqualToThreshold' | 'GreaterThanThreshold' | 'LessThanOrEqualToThreshold' | 'LessThanThreshold';
  readonly threshold: number;
  /** Seconds: a multiple of 60. */
  readonly periodSeconds: number;
  /** So many periods in a row must breach the threshold. */
  readonly evaluationPeriods: number;
  /** ARNs of what ALARM triggers: scaling policies, topics. Empty for an alarm that is only looked at. */
  readonly alarmActions: readonly string[];
}

const HOUR_SECONDS = 3600;
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html: AlarmDescription
const MAX_DESCRIPTION_LENGTH = 1024;

/**
 * An alarm on one metric or on metric math. Missing data never breach: an alarm ends when its data do, so that none
 * outlives the instance that it watches. Whether its actions are enabled is left to whoever operates it (`./cm hold`
 * disables them): a deploy changes nothing about that.
 *
 * @throws Error when AWS would refuse the alarm for its window, its number of metrics or its description
 */
export class Alarm extends Construct {
  readonly alarmArn: string;

  constructor(scope: Construct, id: string, props: AlarmProps) {
    super(scope, id);
    checkWindow(props);
    checkDescription(props);
    const alarm = new CloudwatchMetricAlarm(this, 'Resource', {
      alarmName: props.alarmName,
      alarmDescription: props.description,
      comparisonOperator: props.comparisonOperator,
      threshold: props.threshold,
      evaluationPeriods: props.evaluationPeriods,
      datapointsToAlarm: props.evaluationPeriods,
      treatMissingData: 'notBreaching',
      alarmActions: [...props.alarmActions],
      ...('expression' in props.metric ? metricMath(props, props.metric) : plainMetric(props, props.metric)),
      lifecycle: { ignoreChanges: ['actions_enabled'] },
    });
    this.alarmArn = alarm.arn;
  }
}

function plainMetric({ periodSeconds }: AlarmProps, { namespace, metricName, dimensions, statistic }: Metric) {
  return { namespace, metricName, dimensions: { ...dimensions }, statistic, period: periodSeconds };
}

function metricMath({ alarmName, periodSeconds }: AlarmProps, { expression, label, metrics }: MetricMath) {
  const queries = Object.entries(metrics).map(([id, { namespace, metricName, dimensions, statistic }]) => ({
    id,
    metric: { namespace, metricName, dimensions: { ...dimensions }, stat: statistic, period: periodSeconds },
  }));
  if (queries.length + 1 > MAX_ALARM_METRICS) {
    throw new Error(
      `the alarm '${alarmName}' has ${queries.length} metrics, AWS allows ${MAX_ALARM_METRICS - 1} beside the expression: watch fewer`,
    );
  }
  return { metricQuery: [{ id: 'result', expression, label, returnData: true }, ...queries] };
}

function checkWindow({ alarmName, periodSeconds, evaluationPeriods }: AlarmProps): void {
  const seconds = periodSeconds * evaluationPeriods;
  const hours = periodSeconds < HOUR_SECONDS ? MAX_ALARM_HOURS_IN_SHORT_PERIODS : MAX_ALARM_HOURS;
  const allowed = hours * HOUR_SECONDS;
  if (seconds > allowed) {
    throw new Error(
      `the alarm '${alarmName}' looks back ${seconds} s in periods of ${periodSeconds} s, AWS allows ${allowed} s: ` +
        'take fewer or, up to 7 days, longer periods',
    );
  }
}

function checkDescription({ alarmName, description }: AlarmProps): void {
  if (description.length > MAX_DESCRIPTION_LENGTH) {
    throw new Error(
      `the description of the alarm '${alarmName}' has ${description.length} characters, ` +
        `AWS allows ${MAX_DESCRIPTION_LENGTH}: shorten it`,
    );
  }
}
