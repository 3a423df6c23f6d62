import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';

import { Names } from '../../../../modules/aws/naming';
import { DrainedCapacity } from '../../../../modules/leaf/ecs-asg/drained-capacity';
import { Template } from '../../../support/template';

const template = () =>
  Template.of((stack) => {
    const capacity = new DrainedCapacity(stack, 'DrainedCapacity', {
      names: new Names('games', 'minecraft'),
      clusterName: 'games-minecraft-cluster',
      autoScalingGroupArn:
        'arn:aws:autoscaling:eu-central-1:123456789012:autoScalingGroup:uuid:autoScalingGroupName/asg',
    });
    new SnsTopic(stack, 'Dependent', { dependsOn: [...capacity.dependables] });
  });

test('instances are drained, but neither scaled nor protected', () => {
  const provider = template().resource('aws_ecs_capacity_provider');

  expect(provider.name).toBe('games-minecraft-capacity');
  expect(provider.auto_scaling_group_provider).toEqual({
    auto_scaling_group_arn:
      'arn:aws:autoscaling:eu-central-1:123456789012:autoScalingGroup:uuid:autoScalingGroupName/asg',
    managed_draining: 'ENABLED',
    managed_scaling: { status: 'DISABLED' },
    managed_termination_protection: 'DISABLED',
  });
});

test('it is the capacity of the cluster, which starts nothing by it', () => {
  const association = template().resource('aws_ecs_cluster_capacity_providers');

  expect(association).toMatchObject({
    cluster_name: 'games-minecraft-cluster',
    capacity_providers: [expect.stringMatching(/^\$\{aws_ecs_capacity_provider\.DrainedCapacity_\w+\.name\}$/)],
  });
  expect(association).not.toHaveProperty('default_capacity_provider_strategy');
});

test('whoever needs draining depends on the association', () => {
  expect(template().resource('aws_sns_topic').depends_on).toEqual([
    expect.stringMatching(/^aws_ecs_cluster_capacity_providers\.DrainedCapacity_Association_\w+$/),
  ]);
});
