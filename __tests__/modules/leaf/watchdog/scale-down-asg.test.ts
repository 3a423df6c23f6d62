import { AutoscalingPolicy } from '@cdktf/provider-aws/lib/autoscaling-policy';

import { Names } from '../../../../modules/aws/naming';
import { ScaleDownAsg } from '../../../../modules/leaf/watchdog/scale-down-asg';
import { Template } from '../../../support/template';

test('one step policy sets the capacity to 0, for alarms that fire below and above their thresholds', () => {
  const template = Template.of((stack) => {
    new ScaleDownAsg(stack, 'ScaleDownAsg', { names: new Names('project', 'leaf'), autoScalingGroupName: 'asg' });
  });

  expect(template.synthesized).toHaveResourceWithProperties(AutoscalingPolicy, {
    name: 'project-leaf-scale-down',
    autoscaling_group_name: 'asg',
    policy_type: 'StepScaling',
    adjustment_type: 'ExactCapacity',
    step_adjustment: [
      { scaling_adjustment: 0, metric_interval_upper_bound: '0' },
      { scaling_adjustment: 0, metric_interval_lower_bound: '0' },
    ],
  });
  // it would override the group's default_instance_warmup
  expect(template.resource('aws_autoscaling_policy')).not.toHaveProperty('estimated_instance_warmup');
});
