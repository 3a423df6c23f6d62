import { Alarm, type AlarmProps, type Metric } from '../../../modules/aws/alarm';
import { Template } from '../../support/template';

const metric = (metricName: string): Metric => ({
  namespace: 'AWS/EC2',
  metricName,
  dimensions: { AutoScalingGroupName: 'asg' },
  statistic: 'Sum',
});
const alarm = (more: Partial<AlarmProps> = {}) =>
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
  }).resource('aws_cloudwatch_metric_alarm');

test('an alarm on one metric', () => {
  const found = alarm();

  expect(found).toMatchObject({
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
  expect(found).not.toHaveProperty('metric_query');
  expect(found).not.toHaveProperty('ok_actions');
});

test('an alarm on metric math: only the expression returns data, and every metric has the alarm’s period', () => {
  const found = alarm({
    metric: { expression: 'a/b', label: 'ratio', metrics: { a: metric('NetworkIn'), b: metric('NetworkOut') } },
  });

  expect(found.metric_query).toEqual([
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
  ]);
  for (const key of ['metric_name', 'namespace', 'dimensions', 'statistic', 'period']) {
    expect(found).not.toHaveProperty(key);
  }
});

test('an alarm without actions is only looked at', () => {
  expect(alarm({ alarmActions: [] }).alarm_actions).toEqual([]);
});

test('a deploy leaves disabled actions disabled', () => {
  expect(alarm().lifecycle).toEqual({ ignore_changes: ['actions_enabled'] });
  expect(alarm()).not.toHaveProperty('actions_enabled');
});

test('AWS’s longest windows are accepted', () => {
  expect(alarm({ periodSeconds: 60, evaluationPeriods: 1440 })).toMatchObject({ evaluation_periods: 1440 });
  expect(alarm({ periodSeconds: 3600, evaluationPeriods: 168 })).toMatchObject({ evaluation_periods: 168 });
});

test.each([
  [60, 1441, /'project-leaf-busy' looks back 86460 s in periods of 60 s, AWS allows 86400 s/],
  [3600, 169, /looks back 608400 s in periods of 3600 s, AWS allows 604800 s/],
])('fails when %d s × %d is more than AWS lets an alarm look back', (periodSeconds, evaluationPeriods, message) => {
  expect(() => alarm({ periodSeconds, evaluationPeriods })).toThrow(message);
});

test('fails when there are more metrics than an alarm takes', () => {
  const metrics = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`m${index}`, metric('NetworkIn')]));

  expect(() => alarm({ metric: { expression: 'm0', label: 'all', metrics } })).toThrow(
    /'project-leaf-busy' has 10 metrics, AWS allows 9 beside the expression/,
  );
});

test('fails when the description is longer than AWS takes', () => {
  expect(() => alarm({ description: 'x'.repeat(1025) })).toThrow(/has 1025 characters, AWS allows 1024/);
});
