import { parseAlarm } from '../../simulation/alarm-definition';

const dimensions = { AutoScalingGroupName: 'asg' };
const plain = (more: Record<string, unknown> = {}) => ({
  alarm_name: 'plain',
  comparison_operator: 'GreaterThanThreshold',
  threshold: 1,
  evaluation_periods: 3,
  namespace: 'AWS/EC2',
  metric_name: 'NetworkIn',
  dimensions,
  statistic: 'Sum',
  period: 60,
  ...more,
});
const query = (id: string, period: number) => ({
  id,
  metric: { namespace: 'AWS/EC2', metric_name: 'NetworkIn', dimensions, stat: 'Sum', period },
});
const math = (...queries: unknown[]) => ({
  alarm_name: 'math',
  comparison_operator: 'GreaterThanThreshold',
  threshold: 1,
  evaluation_periods: 3,
  metric_query: queries,
});

test('reads an alarm on one metric, and fills in AWS’s defaults', () => {
  expect(parseAlarm(plain())).toEqual({
    alarmName: 'plain',
    comparisonOperator: 'GreaterThanThreshold',
    threshold: 1,
    evaluationPeriods: 3,
    datapointsToAlarm: 3,
    treatMissingData: 'missing',
    alarmActions: [],
    periodSeconds: 60,
    expression: 'metric',
    metrics: { metric: { namespace: 'AWS/EC2', metricName: 'NetworkIn', dimensions, statistic: 'Sum' } },
  });
});

test('reads an alarm on metric math: the expression that returns data, and the metrics by their ids', () => {
  const alarm = parseAlarm(
    math({ id: 'result', expression: 'a+b', return_data: true }, query('a', 300), query('b', 300)),
  );

  expect(alarm).toMatchObject({ expression: 'a+b', periodSeconds: 300 });
  expect(Object.keys(alarm.metrics)).toEqual(['a', 'b']);
});

test('fails on a treatment of missing data that CloudWatch does not have', () => {
  expect(() => parseAlarm(plain({ treat_missing_data: 'good' }))).toThrow(/treat_missing_data/);
});

test('fails when no expression returns data', () => {
  expect(() => parseAlarm(math({ id: 'result', expression: 'a' }, query('a', 60)))).toThrow(
    "no expression of the alarm 'math' returns data",
  );
});

test('fails when the metrics have different periods', () => {
  expect(() =>
    parseAlarm(math({ id: 'result', expression: 'a+b', return_data: true }, query('a', 60), query('b', 300))),
  ).toThrow("the metrics of the alarm 'math' must have the same period");
});
