import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { type TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';

import { MAX_ALARM_HOURS, MAX_ALARM_HOURS_IN_SHORT_PERIODS, MAX_ALARM_METRICS } from './limits';
import { ValidationError } from './validation-error';

/** A metric of CloudWatch, and the statistic that is made of its points in a period. */
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
  /** CloudWatch metric math, which refers to the metrics by their keys in `metrics`. */
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
  /** How many of the newest periods are looked at, which must breach the threshold. */
  readonly evaluationPeriods: number;
  /** How many of these periods are enough. @default all */
  readonly datapointsToAlarm?: number;
  /** ARNs of the scaling policies and topics that ALARM triggers. Empty for an alarm that people only look at. */
  readonly alarmActions: readonly string[];
  /** Provider of another region: the metric's. @default the stack's region */
  readonly provider?: TerraformProvider;
}

const HOUR_SECONDS = 3600;
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html: AlarmDescription
const MAX_DESCRIPTION_LENGTH = 1024;

/**
 * An alarm on one metric or on metric math. Missing data never breach the threshold: an alarm ends when its data end, so
 * that none outlives the instance that it watches. A deploy does not change whether its actions are enabled (`./cm hold`
 * disables them).
 *
 * @throws ValidationError when AWS would refuse the alarm for its window, its number of metrics or its description
 */
export class Alarm extends Construct {
  readonly alarmArn: string;

  constructor(scope: Construct, id: string, props: AlarmProps) {
    super(scope, id);
    this.checkWindow(props);
    this.checkDescription(props);
    const alarm = new CloudwatchMetricAlarm(this, 'Resource', {
      alarmName: props.alarmName,
      alarmDescription: props.description,
      comparisonOperator: props.comparisonOperator,
      threshold: props.threshold,
      evaluationPeriods: props.evaluationPeriods,
      datapointsToAlarm: props.datapointsToAlarm ?? props.evaluationPeriods,
      treatMissingData: 'notBreaching',
      alarmActions: [...props.alarmActions],
      ...('expression' in props.metric ? this.metricMath(props, props.metric) : plainMetric(props, props.metric)),
      lifecycle: { ignoreChanges: ['actions_enabled'] },
      ...(props.provider && { provider: props.provider }),
    });
    this.alarmArn = alarm.arn;
  }

  private checkWindow({ alarmName, periodSeconds, evaluationPeriods }: AlarmProps): void {
    const seconds = periodSeconds * evaluationPeriods;
    const hours = periodSeconds < HOUR_SECONDS ? MAX_ALARM_HOURS_IN_SHORT_PERIODS : MAX_ALARM_HOURS;
    const allowed = hours * HOUR_SECONDS;
    if (seconds > allowed) {
      throw new ValidationError(
        this,
        `the alarm '${alarmName}' covers ${seconds} s in periods of ${periodSeconds} s, but AWS allows ${allowed} s: ` +
          'use fewer periods or, up to 7 days, periods of at least an hour',
      );
    }
  }

  private checkDescription({ alarmName, description }: AlarmProps): void {
    if (description.length > MAX_DESCRIPTION_LENGTH) {
      throw new ValidationError(
        this,
        `the description of the alarm '${alarmName}' has ${description.length} characters, ` +
          `but AWS allows ${MAX_DESCRIPTION_LENGTH}: shorten it`,
      );
    }
  }

  private metricMath({ alarmName, periodSeconds }: AlarmProps, { expression, label, metrics }: MetricMath) {
    const queries = Object.entries(metrics).map(([id, { namespace, metricName, dimensions, statistic }]) => ({
      id,
      metric: { namespace, metricName, dimensions: { ...dimensions }, stat: statistic, period: periodSeconds },
    }));
    if (queries.length > MAX_ALARM_METRICS) {
      throw new ValidationError(
        this,
        `the alarm '${alarmName}' has ${queries.length} metrics, but AWS allows ${MAX_ALARM_METRICS} beside the expression: ` +
          'use fewer metrics',
      );
    }
    return { metricQuery: [{ id: 'result', expression, label, returnData: true }, ...queries] };
  }
}

function plainMetric({ periodSeconds }: AlarmProps, { namespace, metricName, dimensions, statistic }: Metric) {
  return { namespace, metricName, dimensions: { ...dimensions }, statistic, period: periodSeconds };
}
