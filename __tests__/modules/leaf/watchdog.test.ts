import { AutoscalingPolicy } from '@cdktf/provider-aws/lib/autoscaling-policy';
import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';

import { BASE_TOPIC_ARN, watchdogTemplate } from '../../support/watchdog';

const SCALE_DOWN = expect.stringMatching(/^\$\{aws_autoscaling_policy\.Watchdog_ScaleDownAsg.*\.arn\}$/) as unknown;

test('has three alarms, one scaling policy, one rule and one function', () => {
  const template = watchdogTemplate();

  for (const alarm_name of [
    'project-leaf-break-crash-loop',
    'project-leaf-container-activity',
    'project-leaf-instance-left-up',
  ]) {
    expect(template.synthesized).toHaveResourceWithProperties(CloudwatchMetricAlarm, { alarm_name });
  }
  expect(template.resources('aws_cloudwatch_metric_alarm')).toHaveLength(3);
  for (const [resource, type] of [
    [AutoscalingPolicy, 'aws_autoscaling_policy'],
    [CloudwatchEventRule, 'aws_cloudwatch_event_rule'],
    [LambdaFunction, 'aws_lambda_function'],
  ] as const) {
    expect(template.synthesized).toHaveResource(resource);
    expect(template.resources(type)).toHaveLength(1);
  }
});

test('Container Activity puts the leaf to sleep and sends no e-mail', () => {
  expect(watchdogTemplate().synthesized).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    alarm_name: 'project-leaf-container-activity',
    alarm_actions: [SCALE_DOWN],
  });
});

test('Instance Left Up sends an e-mail to base, and with ShouldStop puts the leaf to sleep by the same policy', () => {
  const template = watchdogTemplate({ instanceLeftUp: { durationHours: 8, shouldStop: true } });

  expect(template.synthesized).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    alarm_name: 'project-leaf-instance-left-up',
    alarm_actions: [BASE_TOPIC_ARN, SCALE_DOWN],
  });
  expect(template.resources('aws_autoscaling_policy')).toHaveLength(1);
});

test.each([
  [{ fileSystemGigabytes: 50 }, 'project-leaf-file-system-size'],
  [{ logMegabytesPerHour: 100 }, 'project-leaf-log-volume'],
])('with %j there is one more alarm, which sends an e-mail to base', (alerts, alarm_name) => {
  const template = watchdogTemplate({}, { alerts });

  expect(template.synthesized).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    alarm_name,
    alarm_actions: [BASE_TOPIC_ARN],
  });
  expect(template.resources('aws_cloudwatch_metric_alarm')).toHaveLength(4);
});

test('with a Query only Container Activity is another one, and it has the same id', () => {
  const without = watchdogTemplate().json.resource;
  const asking = watchdogTemplate({}, { asksGame: true }).json.resource;

  const changed = Object.entries(asking ?? {}).flatMap(([type, resources]) =>
    Object.keys(resources).filter((id) => JSON.stringify(resources[id]) !== JSON.stringify(without?.[type]?.[id])),
  );
  expect(changed).toEqual([expect.stringMatching(/^Watchdog_ContainerActivity_Alarm_\w+$/)]);
  expect(Object.keys(without ?? {})).toEqual(Object.keys(asking ?? {}));
});

test('every alarm ends when its data end', () => {
  const alerts = { fileSystemGigabytes: 50, logMegabytesPerHour: 100 };
  const alarms = watchdogTemplate({}, { alerts }).resources('aws_cloudwatch_metric_alarm');

  expect(alarms).toHaveLength(5);
  for (const alarm of alarms) expect(alarm).toMatchObject({ treat_missing_data: 'notBreaching' });
});
