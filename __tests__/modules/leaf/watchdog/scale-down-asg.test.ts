import { Names } from '../../../../modules/aws/naming';
import { ScaleDownAsg } from '../../../../modules/leaf/watchdog/scale-down-asg';
import { Template } from '../../../support/template';

test('one step policy that serves alarms of either direction', () => {
  const template = Template.of((stack) => {
    new ScaleDownAsg(stack, 'ScaleDownAsg', { names: new Names('project', 'leaf'), autoScalingGroupName: 'asg' });
  });

  const policy = template.resource('aws_autoscaling_policy');
  expect(policy).toMatchObject({
    name: 'project-leaf-scale-down',
    autoscaling_group_name: 'asg',
    policy_type: 'StepScaling',
    adjustment_type: 'ExactCapacity',
  });
  expect(policy.step_adjustment).toEqual([
    { scaling_adjustment: 0, metric_interval_upper_bound: '0' },
    { scaling_adjustment: 0, metric_interval_lower_bound: '0' },
  ]);
  // the group's default_instance_warmup counts, which it overrides
  expect(policy).not.toHaveProperty('estimated_instance_warmup');
});
