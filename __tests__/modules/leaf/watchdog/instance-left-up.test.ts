import { Names } from '../../../../modules/aws/naming';
import { InstanceLeftUp, type InstanceLeftUpProps } from '../../../../modules/leaf/watchdog/instance-left-up';
import { Template } from '../../../support/template';

const template = (more: Partial<InstanceLeftUpProps> = {}) =>
  Template.of((stack) => {
    new InstanceLeftUp(stack, 'InstanceLeftUp', {
      names: new Names('project', 'leaf'),
      leafId: 'my.world',
      autoScalingGroupName: 'asg',
      durationHours: 8,
      shouldStop: false,
      scaleDownPolicyArn: 'policy-arn',
      baseTopicArn: 'topic-arn',
      ...more,
    });
  });
const alarm = (more: Partial<InstanceLeftUpProps> = {}) => template(more).resource('aws_cloudwatch_metric_alarm');

test('an instance in service all the time alerts the administrator', () => {
  expect(alarm()).toMatchObject({
    alarm_name: 'project-leaf-instance-left-up',
    namespace: 'AWS/AutoScaling',
    metric_name: 'GroupInServiceInstances',
    dimensions: { AutoScalingGroupName: 'asg' },
    statistic: 'Minimum',
    comparison_operator: 'GreaterThanOrEqualToThreshold',
    threshold: 1,
    treat_missing_data: 'notBreaching',
    alarm_actions: ['topic-arn'],
  });
});

test.each([
  [0.25, 300, 3],
  [8, 300, 96],
  [24, 300, 288],
  [24.5, 3600, 25],
  [36, 3600, 36],
  [168, 3600, 168],
])('%d hours are looked at in periods of %d s, %d of them', (durationHours, period, evaluation_periods) => {
  expect(alarm({ durationHours })).toMatchObject({
    period,
    evaluation_periods,
    datapoints_to_alarm: evaluation_periods,
  });
});

test('it stops the instance only when asked to', () => {
  const stopping = template({ durationHours: 24, shouldStop: true });

  expect(stopping.resource('aws_cloudwatch_metric_alarm').alarm_actions).toEqual(['topic-arn', 'policy-arn']);
  expect(stopping.resources('aws_autoscaling_policy')).toEqual([]);
});

test('after more than a day it stops the instance by a policy that a fresh wake-up is safe from', () => {
  const stopping = template({ durationHours: 36, shouldStop: true });

  const [topic, policy, ...others] = stopping.resource('aws_cloudwatch_metric_alarm').alarm_actions as string[];
  expect(topic).toBe('topic-arn');
  expect(policy).toMatch(/^\$\{aws_autoscaling_policy\..*ScaleDownOnce.*\.arn\}$/);
  expect(others).toEqual([]);
  expect(stopping.resource('aws_autoscaling_policy')).toMatchObject({
    name: 'project-leaf-scale-down-once',
    autoscaling_group_name: 'asg',
    policy_type: 'SimpleScaling',
    adjustment_type: 'ExactCapacity',
    scaling_adjustment: 0,
    cooldown: 7200,
  });
});

test('without ShouldStop there is no policy, however long', () => {
  expect(template({ durationHours: 36 }).resources('aws_autoscaling_policy')).toEqual([]);
});

test('the description names the leaf, says what happens and what to do', () => {
  expect(alarm().alarm_description).toMatch(
    /'my\.world' has been up for 8 hours.*\.\/cm sleep my\.world.*DurationHours/,
  );
  expect(alarm({ shouldStop: true }).alarm_description).toMatch(/'my\.world'.*is being stopped.*ShouldStop to false/);
});

test.each([0, -1, 168.5, 200, Number.NaN])('fails with %d hours', (durationHours) => {
  expect(() => alarm({ durationHours })).toThrow(
    `Watchdog.InstanceLeftUp.DurationHours of 'my.world' is ${durationHours}`,
  );
});
