import { watchdogTemplate } from '../../support/watchdog';

// a cast, since synthesized JSON has no types
const actions = (alarm: Record<string, unknown> | undefined) => alarm?.alarm_actions as string[];

test('three alarms and one policy, known by their names', () => {
  const template = watchdogTemplate();

  const alarms = template.resources('aws_cloudwatch_metric_alarm').map(({ alarm_name }) => alarm_name);
  expect(alarms.sort()).toEqual([
    'project-leaf-break-crash-loop',
    'project-leaf-container-activity',
    'project-leaf-instance-left-up',
  ]);
  expect(template.resources('aws_autoscaling_policy')).toHaveLength(1);
  expect(template.resources('aws_cloudwatch_event_rule')).toHaveLength(1);
  expect(template.resources('aws_lambda_function')).toHaveLength(1);
});

test('Container Activity scales down, and tells nobody', () => {
  const alarms = watchdogTemplate().resources('aws_cloudwatch_metric_alarm');

  const activity = alarms.find(({ alarm_name }) => alarm_name === 'project-leaf-container-activity');
  expect(actions(activity)).toEqual([
    expect.stringMatching(/^\$\{aws_autoscaling_policy\.Watchdog_ScaleDownAsg.*\.arn\}$/),
  ]);
});

test('Instance Left Up tells base, and with ShouldStop scales down by the same policy', () => {
  const template = watchdogTemplate({ instanceLeftUp: { durationHours: 8, shouldStop: true } });

  const byName = Object.fromEntries(
    template.resources('aws_cloudwatch_metric_alarm').map((alarm) => [String(alarm.alarm_name), actions(alarm)]),
  );
  expect(byName['project-leaf-instance-left-up']).toEqual([
    'arn:aws:sns:eu-central-1:123456789012:project-base-alerts',
    ...(byName['project-leaf-container-activity'] ?? []),
  ]);
  expect(template.resources('aws_autoscaling_policy')).toHaveLength(1);
});

test('every alarm ends with its data', () => {
  for (const alarm of watchdogTemplate().resources('aws_cloudwatch_metric_alarm')) {
    expect(alarm).toMatchObject({ treat_missing_data: 'notBreaching' });
  }
});
