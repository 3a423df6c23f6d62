import { AutoscalingGroup } from '@cdktf/provider-aws/lib/autoscaling-group';
import { EcsCapacityProvider } from '@cdktf/provider-aws/lib/ecs-capacity-provider';
import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { TerraformOutput } from 'cdktf';

import { Names } from '../../../modules/aws/naming';
import { EcsAsg, type EcsAsgProps } from '../../../modules/leaf/ecs-asg';
import { Template } from '../../support/template';

const template = (more: Partial<EcsAsgProps> = {}) =>
  Template.of((stack) => {
    new EcsAsg(stack, 'EcsAsg', props(more));
  });

const props = (more: Partial<EcsAsgProps> = {}): EcsAsgProps => ({
  names: new Names('games', 'minecraft'),
  region: 'eu-central-1',
  accountId: '123456789012',
  partition: 'aws',
  subnetIds: ['subnet-1', 'subnet-2'],
  securityGroupId: 'sg-1',
  networkDependables: [],
  instanceType: 'm7i-flex.large',
  isArm64: false,
  volumes: [],
  taskDefinitionArn: 'arn:aws:ecs:eu-central-1:123456789012:task-definition/games-minecraft:1',
  stopTimeoutSeconds: 120,
  ports: [],
  noNewPrivileges: false,
  startupGraceMinutes: 5,
  tags: { 'container-manager:leaf': 'minecraft' },
  ...more,
});

const volume = (fileSystemId: string, more: Partial<EcsAsgProps['volumes'][number]> = {}) => ({
  id: `Volume-${fileSystemId}`,
  fileSystemId,
  fileSystemArn: `arn:${fileSystemId}`,
  paths: [],
  dependables: [],
  ...more,
});

const matching = (pattern: RegExp) => expect.stringMatching(pattern) as unknown;

test('makes one cluster, one group with its launch template and its role, one capacity provider and one service', () => {
  expect(
    template()
      .addresses()
      .map((address) => address.replace(/_[0-9A-F]{8}$/, '')),
  ).toEqual([
    'aws_autoscaling_group.EcsAsg_AutoScalingGroup',
    'aws_ecs_capacity_provider.EcsAsg_DrainedCapacity',
    'aws_ecs_cluster.EcsAsg_Cluster',
    'aws_ecs_cluster_capacity_providers.EcsAsg_DrainedCapacity_Association',
    'aws_ecs_service.EcsAsg_Service',
    'aws_iam_instance_profile.EcsAsg_InstanceRole_Profile',
    'aws_iam_role.EcsAsg_InstanceRole',
    'aws_iam_role_policy.EcsAsg_InstanceRole_Policy',
    'aws_launch_template.EcsAsg_HostTemplate',
  ]);
});

describe('the cluster', () => {
  test('has the name of its stack, and no Container Insights, which would cost money', () => {
    expect(template().synthesized).toHaveResourceWithProperties(EcsCluster, {
      name: 'games-minecraft-cluster',
      setting: [{ name: 'containerInsights', value: 'disabled' }],
    });
  });
});

describe('the Auto Scaling group', () => {
  const group = (found: Template) => found.resource('aws_autoscaling_group');

  test('has no instance or one', () => {
    expect(template().synthesized).toHaveResourceWithProperties(AutoscalingGroup, {
      name: 'games-minecraft-asg',
      min_size: 0,
      max_size: 1,
    });
  });

  test('launches from the template alone where there is one type', () => {
    const found = group(template());

    expect(found).toMatchObject({
      launch_template: { id: matching(/^\$\{aws_launch_template/), version: matching(/latest_version/) },
    });
    expect(found).not.toHaveProperty('mixed_instances_policy');
  });

  test('takes fallback types in their order after the first, On-Demand alone', () => {
    const found = group(template({ fallbackTypes: ['m6i.large', 'm6a.large'] }));

    expect(found).toMatchObject({
      mixed_instances_policy: {
        instances_distribution: {
          on_demand_allocation_strategy: 'prioritized',
          on_demand_base_capacity: 1,
          on_demand_percentage_above_base_capacity: 100,
        },
        launch_template: {
          launch_template_specification: {
            launch_template_id: matching(/^\$\{aws_launch_template\.\w+\.id\}$/),
            version: matching(/^\$\{aws_launch_template\.\w+\.latest_version\}$/),
          },
          override: [
            { instance_type: 'm7i-flex.large' },
            { instance_type: 'm6i.large' },
            { instance_type: 'm6a.large' },
          ],
        },
      },
    });
    expect(found).not.toHaveProperty('launch_template');
  });

  test('is never switched by Terraform, which waits for no instance either', () => {
    const found = template();

    expect(found.synthesized).toHaveResourceWithProperties(AutoscalingGroup, {
      lifecycle: { ignore_changes: ['desired_capacity', 'suspended_processes'] },
      wait_for_capacity_timeout: '0',
    });
    expect(group(found)).not.toHaveProperty('desired_capacity');
  });

  test('launches instances in the given subnets', () => {
    expect(template({ subnetIds: ['subnet-7'] }).synthesized).toHaveResourceWithProperties(AutoscalingGroup, {
      vpc_zone_identifier: ['subnet-7'],
    });
  });

  test('uses a changed launch template at the next launch, and never replaces a running instance for it', () => {
    const found = template();

    expect(found.synthesized).toHaveResourceWithProperties(AutoscalingGroup, {
      launch_template: {
        id: matching(/^\$\{aws_launch_template\.EcsAsg_HostTemplate_\w+\.id\}$/),
        version: matching(/^\$\{aws_launch_template\.EcsAsg_HostTemplate_\w+\.latest_version\}$/),
      },
    });
    expect(group(found)).not.toHaveProperty('instance_refresh');
    expect(group(found)).not.toHaveProperty('max_instance_lifetime');
  });

  test.each([1, 5, 60])(
    'with %d StartupGraceMinutes no policy and no health check ends an instance before',
    (minutes) => {
      expect(template({ startupGraceMinutes: minutes }).synthesized).toHaveResourceWithProperties(AutoscalingGroup, {
        default_instance_warmup: minutes * 60,
        health_check_grace_period: minutes * 60,
        health_check_type: 'EC2',
      });
    },
  );

  test('reports every minute the metrics that the watchdog and the dashboard read', () => {
    expect(template().synthesized).toHaveResourceWithProperties(AutoscalingGroup, {
      metrics_granularity: '1Minute',
      enabled_metrics: [
        'GroupDesiredCapacity',
        'GroupInServiceInstances',
        'GroupPendingInstances',
        'GroupTerminatingInstances',
      ],
    });
  });

  test('does not end a running game to balance zones, and protects no instance from scaling in', () => {
    const found = template();

    expect(found.synthesized).toHaveResourceWithProperties(AutoscalingGroup, { suspended_processes: ['AZRebalance'] });
    expect(group(found)).not.toHaveProperty('protect_from_scale_in');
  });

  test('keeps processes suspended that a person suspended for maintenance', () => {
    expect(template().synthesized).toHaveResourceWithProperties(AutoscalingGroup, {
      lifecycle: { ignore_changes: expect.arrayContaining(['suspended_processes']) as unknown },
    });
  });

  test('can be destroyed while an instance runs', () => {
    expect(template().synthesized).toHaveResourceWithProperties(AutoscalingGroup, { force_delete: true });
  });

  test('tags itself and its instances with the name, the given tags and the tag that ECS adds', () => {
    const tags = { 'container-manager:leaf': 'minecraft', 'container-manager:host-name': 'a.b' };

    expect(template({ tags }).synthesized).toHaveResourceWithProperties(AutoscalingGroup, {
      tag: [
        { key: 'Name', value: 'games-minecraft', propagate_at_launch: true },
        { key: 'container-manager:leaf', value: 'minecraft', propagate_at_launch: true },
        { key: 'container-manager:host-name', value: 'a.b', propagate_at_launch: true },
        { key: 'AmazonECSManaged', value: 'true', propagate_at_launch: true },
      ],
    });
  });

  test('is destroyed before its role, its network and what its volumes need', () => {
    const found = Template.of((stack) => {
      const egress = new SnsTopic(stack, 'Egress');
      const mountTarget = new SnsTopic(stack, 'MountTarget');
      const volumes = [volume('fs-1', { dependables: [mountTarget] })];
      new EcsAsg(stack, 'EcsAsg', props({ volumes, networkDependables: [egress] }));
    });

    expect(found.synthesized).toHaveResourceWithProperties(AutoscalingGroup, {
      depends_on: [
        matching(/^aws_iam_role\.EcsAsg_InstanceRole_\w+$/),
        matching(/^aws_iam_role_policy\.EcsAsg_InstanceRole_Policy_\w+$/),
        matching(/^aws_iam_instance_profile\.EcsAsg_InstanceRole_Profile_\w+$/),
        'aws_sns_topic.Egress',
        'aws_sns_topic.MountTarget',
      ],
    });
    expect(found.resources('aws_autoscaling_group')).toHaveLength(1);
  });
});

describe('the service', () => {
  test('runs the task once on each instance of the cluster', () => {
    expect(template().synthesized).toHaveResourceWithProperties(EcsService, {
      name: 'games-minecraft-service',
      cluster: matching(/^\$\{aws_ecs_cluster\.EcsAsg_Cluster_\w+\.arn\}$/),
      task_definition: 'arn:aws:ecs:eu-central-1:123456789012:task-definition/games-minecraft:1',
      scheduling_strategy: 'DAEMON',
      launch_type: 'EC2',
    });
  });

  test('never runs two containers on the same world during a deployment', () => {
    expect(template().synthesized).toHaveResourceWithProperties(EcsService, {
      deployment_maximum_percent: 100,
      deployment_minimum_healthy_percent: 0,
    });
  });

  test.each([
    [1, '21m'],
    [120, '22m'],
    [3000, '70m'],
  ])('a destroy of an awake leaf waits until a container that may take %i s to end has ended', (seconds, wait) => {
    expect(template({ stopTimeoutSeconds: seconds }).synthesized).toHaveResourceWithProperties(EcsService, {
      timeouts: { delete: wait },
    });
  });

  test('gives its tasks its own tags', () => {
    expect(template().synthesized).toHaveResourceWithProperties(EcsService, {
      enable_ecs_managed_tags: true,
      propagate_tags: 'SERVICE',
    });
  });

  test('has no setting that a daemon cannot have, that waits, or that keeps the next wake-up from starting it', () => {
    const service = template().resource('aws_ecs_service');

    for (const attribute of [
      'desired_count',
      'capacity_provider_strategy',
      'ordered_placement_strategy',
      'network_configuration',
      'deployment_circuit_breaker',
      'wait_for_steady_state',
      'enable_execute_command',
    ]) {
      expect(service).not.toHaveProperty(attribute);
    }
  });

  test('is destroyed first, while there is an ECS agent to stop its container', () => {
    const found = template();

    expect(found.synthesized).toHaveResourceWithProperties(EcsService, {
      depends_on: [matching(/^aws_ecs_cluster_capacity_providers\.EcsAsg_DrainedCapacity_Association_\w+$/)],
    });
    expect(found.resources('aws_ecs_service')).toHaveLength(1);
  });
});

test('the launch template has the type, the key, the security group and the tags of the props', () => {
  const found = template({ isArm64: true, instanceType: 't4g.medium', securityGroupId: 'sg-9', keyName: 'key' });

  expect(found.synthesized).toHaveResourceWithProperties(LaunchTemplate, {
    instance_type: 't4g.medium',
    key_name: 'key',
    network_interfaces: [expect.objectContaining({ security_groups: ['sg-9'] })],
    tag_specifications: [
      expect.objectContaining({ tags: { Name: 'games-minecraft', 'container-manager:leaf': 'minecraft' } }),
    ],
  });
  expect(found.resources('aws_launch_template')).toHaveLength(1);
});

test('the instance joins this cluster, and is destroyed before the cluster', () => {
  expect(Object.values(template().json.locals ?? {})).toEqual([
    expect.stringMatching(/^echo 'ECS_CLUSTER=\$\{aws_ecs_cluster\.EcsAsg_Cluster_\w+\.name\}' >/m),
  ]);
});

test('the role of the instance may use only this cluster and these file systems', () => {
  const found = template({ volumes: [volume('fs-1'), volume('fs-2')] });
  const policy = String(found.resource('aws_iam_role_policy').policy);

  expect(found.synthesized).toHaveResource(IamRolePolicy);
  expect(policy).toContain('"Resource":["arn:aws:ecs:eu-central-1:123456789012:cluster/games-minecraft-cluster"]');
  expect(policy).toContain('"Resource":["arn:fs-1","arn:fs-2"]');
});

test('its attributes are the names and ARNs of what it makes', () => {
  const outputs = (asg: EcsAsg) => ({
    groupName: asg.autoScalingGroupName,
    groupArn: asg.autoScalingGroupArn,
    clusterName: asg.clusterName,
    clusterArn: asg.clusterArn,
    serviceName: asg.serviceName,
  });
  const found = Template.of((stack) => {
    new TerraformOutput(stack, 'output', {
      value: outputs(new EcsAsg(stack, 'EcsAsg', props({ region: 'cn-north-1', partition: 'aws-cn' }))),
    });
  });

  expect(found.json.output?.output?.value).toEqual({
    groupName: matching(/^\$\{aws_autoscaling_group\.EcsAsg_AutoScalingGroup_\w+\.name\}$/),
    groupArn:
      'arn:aws-cn:autoscaling:cn-north-1:123456789012:autoScalingGroup:*:autoScalingGroupName/games-minecraft-asg',
    clusterName: matching(/^\$\{aws_ecs_cluster\.EcsAsg_Cluster_\w+\.name\}$/),
    clusterArn: 'arn:aws-cn:ecs:cn-north-1:123456789012:cluster/games-minecraft-cluster',
    serviceName: matching(/^\$\{aws_ecs_service\.EcsAsg_Service_\w+\.name\}$/),
  });
});

test('all names have the characters and the length that AWS takes', () => {
  const found = template();

  // patterns from the API references of CreateCluster, CreateService, CreateCapacityProvider, CreateLaunchTemplate
  for (const [resource, pattern] of [
    [EcsCluster, /^[a-zA-Z0-9_-]{1,255}$/],
    [EcsService, /^[a-zA-Z0-9_-]{1,255}$/],
    [EcsCapacityProvider, /^(?!aws|ecs|fargate)[a-zA-Z0-9_-]{1,255}$/],
    [LaunchTemplate, /^[a-zA-Z0-9().\-/_]{3,128}$/],
    [IamRole, /^[\w+=,.@-]{1,64}$/],
  ] as const) {
    expect(found.synthesized).toHaveResourceWithProperties(resource, { name: matching(pattern) });
    expect(found.resources(resource.tfResourceType)).toHaveLength(1);
  }
});
