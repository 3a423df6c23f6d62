import { EcsCapacityProvider } from '@cdktf/provider-aws/lib/ecs-capacity-provider';
import { EcsClusterCapacityProviders } from '@cdktf/provider-aws/lib/ecs-cluster-capacity-providers';
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

test('ECS drains instances before they are terminated, but neither scales nor protects them', () => {
  const found = template();

  expect(found.synthesized).toHaveResourceWithProperties(EcsCapacityProvider, {
    name: 'games-minecraft-capacity',
    auto_scaling_group_provider: {
      auto_scaling_group_arn:
        'arn:aws:autoscaling:eu-central-1:123456789012:autoScalingGroup:uuid:autoScalingGroupName/asg',
      managed_draining: 'ENABLED',
      managed_scaling: { status: 'DISABLED' },
      managed_termination_protection: 'DISABLED',
    },
  });
  expect(found.resources('aws_ecs_capacity_provider')).toHaveLength(1);
});

test('the cluster has this capacity provider, but no default strategy that would start tasks with it', () => {
  const found = template();

  expect(found.synthesized).toHaveResourceWithProperties(EcsClusterCapacityProviders, {
    cluster_name: 'games-minecraft-cluster',
    capacity_providers: [expect.stringMatching(/^\$\{aws_ecs_capacity_provider\.DrainedCapacity_\w+\.name\}$/)],
  });
  expect(found.resource('aws_ecs_cluster_capacity_providers')).not.toHaveProperty('default_capacity_provider_strategy');
});

test('what needs draining depends on the association with the cluster', () => {
  expect(template().synthesized).toHaveResourceWithProperties(SnsTopic, {
    depends_on: [
      expect.stringMatching(/^aws_ecs_cluster_capacity_providers\.DrainedCapacity_Association_\w+$/) as unknown,
    ],
  });
});
