import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';

import { Alarm, type AlarmProps, type Metric } from '../../../modules/aws/alarm';
import { Template } from '../../support/template';

const metric = (metricName: string): Metric => ({
  namespace: 'AWS/EC2',
  metricName,
  dimensions: { AutoScalingGroupName: 'asg' },
  statistic: 'Sum',
});
const template = (more: Partial<AlarmProps> = {}) =>
  Template.of((stack) => {
    new Alarm(stack, 'Alarm', {
      alarmName: 'project-leaf-busy',
      description: 'It is busy.',
      metric: metric('NetworkIn'),
      comparisonOperator: 'GreaterThanThreshold',
      threshold: 10,
      periodSeconds: 60,
      evaluationPeriods: 3,
      alarmActions: ['arn:aws:sns:eu-central-1:123456789012:topic'],
      ...more,
    });
  });

test('an alarm on one metric: every period must breach, and missing data never do', () => {
  const found = template();

  expect(found.synthesized).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    alarm_name: 'project-leaf-busy',
    alarm_description: 'It is busy.',
    namespace: 'AWS/EC2',
    metric_name: 'NetworkIn',
    dimensions: { AutoScalingGroupName: 'asg' },
    statistic: 'Sum',
    period: 60,
    comparison_operator: 'GreaterThanThreshold',
    threshold: 10,
    evaluation_periods: 3,
    datapoints_to_alarm: 3,
    treat_missing_data: 'notBreaching',
    alarm_actions: ['arn:aws:sns:eu-central-1:123456789012:topic'],
  });
  const alarm = found.resource('aws_cloudwatch_metric_alarm');
  expect(alarm).not.toHaveProperty('metric_query');
  expect(alarm).not.toHaveProperty('ok_actions');
});

test('an alarm on metric math: only the expression returns data, and every metric has the alarm’s period', () => {
  const found = template({
    metric: { expression: 'a/b', label: 'ratio', metrics: { a: metric('NetworkIn'), b: metric('NetworkOut') } },
  });

  expect(found.synthesized).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    metric_query: [
      { id: 'result', expression: 'a/b', label: 'ratio', return_data: true },
      {
        id: 'a',
        metric: {
          namespace: 'AWS/EC2',
          metric_name: 'NetworkIn',
          dimensions: { AutoScalingGroupName: 'asg' },
          stat: 'Sum',
          period: 60,
        },
      },
      {
        id: 'b',
        metric: {
          namespace: 'AWS/EC2',
          metric_name: 'NetworkOut',
          dimensions: { AutoScalingGroupName: 'asg' },
          stat: 'Sum',
          period: 60,
        },
      },
    ],
  });
  for (const key of ['metric_name', 'namespace', 'dimensions', 'statistic', 'period']) {
    expect(found.resource('aws_cloudwatch_metric_alarm')).not.toHaveProperty(key);
  }
});

test('an alarm without actions only shows its state', () => {
  expect(template({ alarmActions: [] }).synthesized).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    alarm_actions: [],
  });
});

test('a deploy leaves disabled actions disabled', () => {
  const found = template();

  expect(found.synthesized).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    lifecycle: { ignore_changes: ['actions_enabled'] },
  });
  expect(found.resource('aws_cloudwatch_metric_alarm')).not.toHaveProperty('actions_enabled');
});

test.each([
  [60, 1440],
  [3600, 168],
])('accepts AWS’s longest window: periods of %d s × %d', (periodSeconds, evaluationPeriods) => {
  expect(template({ periodSeconds, evaluationPeriods }).synthesized).toHaveResourceWithProperties(
    CloudwatchMetricAlarm,
    { period: periodSeconds, evaluation_periods: evaluationPeriods },
  );
});

test.each([
  [
    60,
    1441,
    "stack/Alarm: the alarm 'project-leaf-busy' covers 86460 s in periods of 60 s, but AWS allows 86400 s: use fewer periods",
  ],
  [3600, 169, 'covers 608400 s in periods of 3600 s, but AWS allows 604800 s'],
])(
  'fails when periods of %d s × %d are a longer window than AWS allows',
  (periodSeconds, evaluationPeriods, message) => {
    expect(() => template({ periodSeconds, evaluationPeriods })).toThrow(message);
  },
);

test('an alarm takes ten metrics beside its expression', () => {
  const metrics = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`m${index}`, metric('NetworkIn')]));

  const alarm = template({ metric: { expression: 'm0', label: 'all', metrics } }).resource(
    'aws_cloudwatch_metric_alarm',
  );
  expect(alarm.metric_query).toHaveLength(11);
});

test('fails when there are more metrics than AWS allows in an alarm', () => {
  const metrics = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`m${index}`, metric('NetworkIn')]));

  expect(() => template({ metric: { expression: 'm0', label: 'all', metrics } })).toThrow(
    "stack/Alarm: the alarm 'project-leaf-busy' has 11 metrics, but AWS allows 10 beside the expression",
  );
});

test('fails when the description is longer than AWS allows', () => {
  expect(() => template({ description: 'x'.repeat(1025) })).toThrow(
    "stack/Alarm: the description of the alarm 'project-leaf-busy' has 1025 characters, but AWS allows 1024: shorten it",
  );
});
