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
  startupGraceMinutes: 5,
  tags: { 'container-manager:leaf': 'minecraft' },
  ...more,
});

const group = (more: Partial<EcsAsgProps> = {}) => template(more).resource('aws_autoscaling_group');
const service = (more: Partial<EcsAsgProps> = {}) => template(more).resource('aws_ecs_service');

test('it is one cluster, one group with its template and role, drained capacity and one service', () => {
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

describe('cluster', () => {
  test('it is named by its stack and has no insights to pay for', () => {
    expect(template().resource('aws_ecs_cluster')).toMatchObject({
      name: 'games-minecraft-cluster',
      setting: [{ name: 'containerInsights', value: 'disabled' }],
    });
  });
});

describe('group', () => {
  test('it is asleep or has one instance', () => {
    expect(group()).toMatchObject({ name: 'games-minecraft-asg', min_size: 0, max_size: 1 });
  });

  test('Terraform never turns the switch, and waits for nobody', () => {
    const found = group();

    expect(found).not.toHaveProperty('desired_capacity');
    expect(found).toMatchObject({
      lifecycle: { ignore_changes: ['desired_capacity', 'suspended_processes'] },
      wait_for_capacity_timeout: '0',
    });
  });

  test('it runs in the given subnets', () => {
    expect(group({ subnetIds: ['subnet-7'] })).toMatchObject({ vpc_zone_identifier: ['subnet-7'] });
  });

  test('a new template is a change that applies at the next launch, not to a running instance', () => {
    const found = group();

    expect(found.launch_template).toEqual({
      id: expect.stringMatching(/^\$\{aws_launch_template\.EcsAsg_HostTemplate_\w+\.id\}$/) as unknown,
      version: expect.stringMatching(/^\$\{aws_launch_template\.EcsAsg_HostTemplate_\w+\.latest_version\}$/) as unknown,
    });
    expect(found).not.toHaveProperty('instance_refresh');
    expect(found).not.toHaveProperty('max_instance_lifetime');
  });

  test.each([1, 5, 60])('%d minutes of startup grace hold scaling policies and health checks off', (minutes) => {
    expect(group({ startupGraceMinutes: minutes })).toMatchObject({
      default_instance_warmup: minutes * 60,
      health_check_grace_period: minutes * 60,
      health_check_type: 'EC2',
    });
  });

  test('it reports every minute what the watchdog and the dashboard read', () => {
    expect(group()).toMatchObject({
      metrics_granularity: '1Minute',
      enabled_metrics: [
        'GroupDesiredCapacity',
        'GroupInServiceInstances',
        'GroupPendingInstances',
        'GroupTerminatingInstances',
      ],
    });
  });

  test('nothing but balancing zones is suspended, and no instance is protected', () => {
    const found = group();

    expect(found.suspended_processes).toEqual(['AZRebalance']);
    expect(found).not.toHaveProperty('protect_from_scale_in');
  });

  test('what a person suspends for maintenance stays suspended', () => {
    expect(group().lifecycle).toMatchObject({
      ignore_changes: expect.arrayContaining(['suspended_processes']) as unknown,
    });
  });

  test('it can be destroyed while an instance runs', () => {
    expect(group()).toMatchObject({ force_delete: true });
  });

  test('it and its instances carry the name, the given tags and the one that ECS adds', () => {
    expect(
      group({ tags: { 'container-manager:leaf': 'minecraft', 'container-manager:host-name': 'a.b' } }).tag,
    ).toEqual([
      { key: 'Name', value: 'games-minecraft', propagate_at_launch: true },
      { key: 'container-manager:leaf', value: 'minecraft', propagate_at_launch: true },
      { key: 'container-manager:host-name', value: 'a.b', propagate_at_launch: true },
      { key: 'AmazonECSManaged', value: 'true', propagate_at_launch: true },
    ]);
  });

  test('the role, its network and what the volumes need outlive it', () => {
    const found = Template.of((stack) => {
      const egress = new SnsTopic(stack, 'Egress');
      const mountTarget = new SnsTopic(stack, 'MountTarget');
      const volume = {
        id: 'Data',
        fileSystemId: 'fs-1',
        fileSystemArn: 'arn:1',
        paths: [],
        dependables: [mountTarget],
      };
      new EcsAsg(stack, 'EcsAsg', props({ volumes: [volume], networkDependables: [egress] }));
    }).resource('aws_autoscaling_group');

    expect(found.depends_on).toEqual([
      expect.stringMatching(/^aws_iam_role\.EcsAsg_InstanceRole_\w+$/),
      expect.stringMatching(/^aws_iam_role_policy\.EcsAsg_InstanceRole_Policy_\w+$/),
      expect.stringMatching(/^aws_iam_instance_profile\.EcsAsg_InstanceRole_Profile_\w+$/),
      'aws_sns_topic.Egress',
      'aws_sns_topic.MountTarget',
    ]);
  });
});

describe('service', () => {
  test('it runs the task once on each instance of the cluster', () => {
    expect(service()).toMatchObject({
      name: 'games-minecraft-service',
      cluster: expect.stringMatching(/^\$\{aws_ecs_cluster\.EcsAsg_Cluster_\w+\.arn\}$/) as unknown,
      task_definition: 'arn:aws:ecs:eu-central-1:123456789012:task-definition/games-minecraft:1',
      scheduling_strategy: 'DAEMON',
      launch_type: 'EC2',
    });
  });

  test('two containers never share a world during a deployment', () => {
    expect(service()).toMatchObject({ deployment_maximum_percent: 100, deployment_minimum_healthy_percent: 0 });
  });

  test('its tasks are tagged like the service', () => {
    expect(service()).toMatchObject({ enable_ecs_managed_tags: true, propagate_tags: 'SERVICE' });
  });

  test.each([
    'desired_count',
    'capacity_provider_strategy',
    'ordered_placement_strategy',
    'network_configuration',
    'deployment_circuit_breaker',
    'wait_for_steady_state',
    'enable_execute_command',
  ])('it has no %s', (attribute) => {
    expect(service()).not.toHaveProperty(attribute);
  });

  test('it is made last and destroyed first, so that an agent is there to stop its container', () => {
    expect(service().depends_on).toEqual([
      expect.stringMatching(/^aws_ecs_cluster_capacity_providers\.EcsAsg_DrainedCapacity_Association_\w+$/),
    ]);
  });
});

test('the instance is made as the props say', () => {
  const found = template({
    isArm64: true,
    instanceType: 't4g.medium',
    securityGroupId: 'sg-9',
    keyName: 'key',
  });

  expect(found.resource('aws_launch_template')).toMatchObject({
    instance_type: 't4g.medium',
    key_name: 'key',
    network_interfaces: [{ security_groups: ['sg-9'] }],
    tag_specifications: [{ tags: { Name: 'games-minecraft', 'container-manager:leaf': 'minecraft' } }],
  });
});

test('the instance joins this cluster, and is destroyed before it', () => {
  expect(Object.values(template().json.locals ?? {})).toEqual([
    expect.stringMatching(/^echo 'ECS_CLUSTER=\$\{aws_ecs_cluster\.EcsAsg_Cluster_\w+\.name\}' >/m),
  ]);
});

test('the role may use this cluster and these file systems alone', () => {
  const volumes = ['arn:fs-1', 'arn:fs-2'].map((fileSystemArn, index) => ({
    id: `Volume${index}`,
    fileSystemId: `fs-${index}`,
    fileSystemArn,
    paths: [],
    dependables: [],
  }));
  const policy = String(template({ volumes }).resource('aws_iam_role_policy').policy);

  expect(policy).toContain('"Resource":["arn:aws:ecs:eu-central-1:123456789012:cluster/games-minecraft-cluster"]');
  expect(policy).toContain('"Resource":["arn:fs-1","arn:fs-2"]');
});

test('its attributes are names and ARNs of what it made', () => {
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
    groupName: expect.stringMatching(/^\$\{aws_autoscaling_group\.EcsAsg_AutoScalingGroup_\w+\.name\}$/) as unknown,
    groupArn:
      'arn:aws-cn:autoscaling:cn-north-1:123456789012:autoScalingGroup:*:autoScalingGroupName/games-minecraft-asg',
    clusterName: expect.stringMatching(/^\$\{aws_ecs_cluster\.EcsAsg_Cluster_\w+\.name\}$/) as unknown,
    clusterArn: 'arn:aws-cn:ecs:cn-north-1:123456789012:cluster/games-minecraft-cluster',
    serviceName: expect.stringMatching(/^\$\{aws_ecs_service\.EcsAsg_Service_\w+\.name\}$/) as unknown,
  });
});

// patterns from the API references of CreateCluster, CreateService, CreateCapacityProvider, CreateLaunchTemplate
test.each([
  ['aws_ecs_cluster', /^[a-zA-Z0-9_-]{1,255}$/],
  ['aws_ecs_service', /^[a-zA-Z0-9_-]{1,255}$/],
  ['aws_ecs_capacity_provider', /^(?!aws|ecs|fargate)[a-zA-Z0-9_-]{1,255}$/],
  ['aws_launch_template', /^[a-zA-Z0-9().\-/_]{3,128}$/],
  ['aws_iam_role', /^[\w+=,.@-]{1,64}$/],
])('the name of %s is one that AWS takes', (type, pattern) => {
  expect(template().resource(type).name).toMatch(pattern);
});
