import { AutoscalingPolicy } from '@cdktf/provider-aws/lib/autoscaling-policy';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';

import { Names } from '../../../../modules/aws/naming';
import { InstanceLeftUp, type InstanceLeftUpProps } from '../../../../modules/leaf/watchdog/instance-left-up';
import { Template } from '../../../support/template';

const template = (more: Partial<InstanceLeftUpProps> = {}) =>
  Template.of((stack) => {
    new InstanceLeftUp(stack, 'InstanceLeftUp', {
      names: new Names('project', 'leaf'),
      leafId: 'my.world',
      wakesByDns: true,
      autoScalingGroupName: 'asg',
      durationHours: 8,
      shouldStop: false,
      scaleDownPolicyArn: 'policy-arn',
      baseTopicArn: 'topic-arn',
      ...more,
    });
  });

test('administrators get an e-mail when the instance was in service all the time', () => {
  const found = template();

  expect(found.synthesized).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
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
  expect(found.resources('aws_cloudwatch_metric_alarm')).toHaveLength(1);
});

test.each([
  [0.25, 300, 3],
  [8, 300, 96],
  [24, 300, 288],
  [24.5, 3600, 25],
  [36, 3600, 36],
  [168, 3600, 168],
])('%d hours are watched in periods of %d s, %d of them', (durationHours, period, evaluation_periods) => {
  expect(template({ durationHours }).synthesized).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    period,
    evaluation_periods,
    datapoints_to_alarm: evaluation_periods,
  });
});

test('with ShouldStop the alarm also stops the instance, up to a day by the policy of all alarms', () => {
  const stopping = template({ durationHours: 24, shouldStop: true });

  expect(stopping.synthesized).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    alarm_actions: ['topic-arn', 'policy-arn'],
  });
  expect(stopping.resources('aws_autoscaling_policy')).toEqual([]);
});

test('after more than a day it stops the instance by a policy of its own, which cannot end the next wake-up', () => {
  const stopping = template({ durationHours: 36, shouldStop: true });

  expect(stopping.synthesized).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    alarm_actions: [
      'topic-arn',
      expect.stringMatching(/^\$\{aws_autoscaling_policy\..*ScaleDownOnce.*\.arn\}$/) as unknown,
    ],
  });
  expect(stopping.synthesized).toHaveResourceWithProperties(AutoscalingPolicy, {
    name: 'project-leaf-scale-down-once',
    autoscaling_group_name: 'asg',
    policy_type: 'SimpleScaling',
    adjustment_type: 'ExactCapacity',
    scaling_adjustment: 0,
    cooldown: 7200,
  });
  expect(stopping.resources('aws_autoscaling_policy')).toHaveLength(1);
});

test('without ShouldStop there is no scaling policy, even after more than a day', () => {
  expect(template({ durationHours: 36 }).resources('aws_autoscaling_policy')).toEqual([]);
});

test.each([
  [false, /'my\.world' has been up for 8 hours.*\.\/cm sleep my\.world.*DurationHours/],
  [true, /'my\.world'.*is being stopped.*ShouldStop to false/],
])('the e-mail names the leaf, and says what happens and what to do (ShouldStop %s)', (shouldStop, description) => {
  expect(template({ shouldStop }).synthesized).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    alarm_description: expect.stringMatching(description) as unknown,
  });
});

test.each([0, -1, 168.5, 200, Number.NaN])('fails with %d hours', (durationHours) => {
  expect(() => template({ durationHours })).toThrow(
    `stack/InstanceLeftUp: Watchdog.InstanceLeftUp.DurationHours of 'my.world' is ${durationHours}`,
  );
});

test('with Wake.ByDns false the e-mail does not say that a connection wakes it', () => {
  const text = String(
    template({ shouldStop: true, wakesByDns: false }).resource('aws_cloudwatch_metric_alarm').alarm_description,
  );

  expect(text).toContain('No connection starts it: ./cm wake my.world does. If it may run this long,');
  expect(text).not.toContain('next connection');
});
