import { AutoscalingGroup } from '@cdktf/provider-aws/lib/autoscaling-group';
import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { type IResolvable, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

import { type AwsPlace } from '../aws/aws-place';
import { type Names } from '../aws/naming';
import { type MountedVolume } from '../aws/storage-types';
import { DrainedCapacity } from './ecs-asg/drained-capacity';
import { HostTemplate } from './ecs-asg/host-template';
import { InstanceRole } from './ecs-asg/instance-role';

export interface EcsAsgProps extends AwsPlace {
  readonly names: Names;
  /** Public subnets that the instance may run in. */
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
  /** What the instance's network consists of, beside the group itself. It outlives the instance. */
  readonly networkDependables: readonly ITerraformDependable[];
  /** E.g. `m7i-flex.large`. */
  readonly instanceType: string;
  /** Whether the type is a Graviton, and not an x86. */
  readonly isArm64: boolean | IResolvable;
  /** Mounted on the instance at /mnt/efs/<Id>. May be empty. */
  readonly volumes: readonly MountedVolume[];
  readonly taskDefinitionArn: string;
  /** Seconds between SIGTERM and SIGKILL of the container. */
  readonly stopTimeoutSeconds: number;
  /** Minutes after a launch in which no scaling policy takes the instance away. */
  readonly startupGraceMinutes: number;
  /** EC2 key pair for SSH. @default nobody can use SSH */
  readonly keyName?: string;
  /** Tags of the Auto Scaling group, its instances and their disks, which the provider's default tags do not reach; `Name` comes by itself. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * The one instance that the container runs on. Its Auto Scaling group is the switch of the system: 0 instances asleep,
 * 1 awake. Terraform makes the group asleep and never turns the switch.
 */
export class EcsAsg extends Construct {
  readonly autoScalingGroupName: string;
  /** As IAM policies take it: with `*` for the group's UUID, so that they are known before the group is. */
  readonly autoScalingGroupArn: string;
  readonly clusterName: string;
  readonly clusterArn: string;
  readonly serviceName: string;
  /** Token. Role of the instance. */
  readonly instanceRoleArn: string;

  constructor(scope: Construct, id: string, props: EcsAsgProps) {
    super(scope, id);
    const { names, region, accountId, partition } = props;
    const tags = { Name: names.prefix, ...props.tags };
    const cluster = this.cluster(names);
    const clusterArn = `arn:${partition}:ecs:${region}:${accountId}:cluster/${names.cluster}`;
    const role = new InstanceRole(this, 'InstanceRole', {
      names,
      clusterArn,
      fileSystemArns: props.volumes.map(({ fileSystemArn }) => fileSystemArn),
    });
    const template = new HostTemplate(this, 'HostTemplate', {
      ...props,
      tags,
      clusterName: cluster.name,
      instanceProfileArn: role.instanceProfileArn,
    });
    const group = this.group({ ...props, tags }, template, role);
    const capacity = new DrainedCapacity(this, 'DrainedCapacity', {
      names,
      clusterName: cluster.name,
      autoScalingGroupArn: group.arn,
    });
    const service = this.service(props, cluster, capacity);

    this.autoScalingGroupName = group.name;
    this.autoScalingGroupArn = `arn:${partition}:autoscaling:${region}:${accountId}:autoScalingGroup:*:autoScalingGroupName/${names.autoScalingGroup}`;
    this.clusterName = cluster.name;
    this.clusterArn = clusterArn;
    this.serviceName = service.name;
    this.instanceRoleArn = role.roleArn;
  }

  private cluster(names: Names): EcsCluster {
    return new EcsCluster(this, 'Cluster', {
      name: names.cluster,
      // an account may have it on by default, for a price; the watchdog and the dashboard read free metrics
      setting: [{ name: 'containerInsights', value: 'disabled' }],
    });
  }

  /** An instance refresh is left out on purpose: a changed template applies at the next wake-up, not to a running game. */
  private group(props: EcsAsgProps, template: HostTemplate, role: InstanceRole): AutoscalingGroup {
    const startupGraceSeconds = props.startupGraceMinutes * 60;
    return new AutoscalingGroup(this, 'AutoScalingGroup', {
      name: props.names.autoScalingGroup,
      minSize: 0,
      maxSize: 1,
      vpcZoneIdentifier: [...props.subnetIds],
      launchTemplate: { id: template.launchTemplateId, version: template.latestVersion },
      healthCheckType: 'EC2',
      healthCheckGracePeriod: startupGraceSeconds,
      // policies cannot scale in before an instance has warmed up
      defaultInstanceWarmup: startupGraceSeconds,
      metricsGranularity: '1Minute',
      enabledMetrics: [
        'GroupDesiredCapacity',
        'GroupInServiceInstances',
        'GroupPendingInstances',
        'GroupTerminatingInstances',
      ],
      // it would end a running game for balance that one instance cannot have; `./cm hold` suspends more, and a deploy
      // keeps that
      suspendedProcesses: ['AZRebalance'],
      // somebody's connection wakes the group, not an apply, so there is nothing to wait for
      waitForCapacityTimeout: '0',
      // destroy also with an instance, and without the draining hook that nobody may be left to complete
      forceDelete: true,
      tag: this.tags(props.tags),
      lifecycle: { ignoreChanges: ['desired_capacity', 'suspended_processes'] },
      // at destroy the instance keeps what it needs until it is gone
      dependsOn: [
        ...role.dependables,
        ...props.networkDependables,
        ...props.volumes.flatMap(({ dependables }) => dependables),
      ],
    });
  }

  private tags(tags: Readonly<Record<string, string>>) {
    // AmazonECSManaged is what ECS tags the group of a capacity provider with; undeclared, Terraform would take it off
    return Object.entries({ ...tags, AmazonECSManaged: 'true' }).map(([key, value]) => ({
      key,
      value,
      propagateAtLaunch: true,
    }));
  }

  /**
   * One container on each instance, so on none or one. A deployment circuit breaker is left out on purpose: it would
   * keep the next wake-ups from starting anything, and a container that crashes is the watchdog's business.
   */
  private service(props: EcsAsgProps, cluster: EcsCluster, capacity: DrainedCapacity): EcsService {
    return new EcsService(this, 'Service', {
      name: props.names.service,
      cluster: cluster.arn,
      taskDefinition: props.taskDefinitionArn,
      schedulingStrategy: 'DAEMON',
      // a daemon cannot use a capacity provider strategy
      launchType: 'EC2',
      // the old container ends before the new one starts: never two on one world
      deploymentMaximumPercent: 100,
      deploymentMinimumHealthyPercent: 0,
      enableEcsManagedTags: true,
      propagateTags: 'SERVICE',
      // at destroy the service goes first: an agent with its role must be left to stop the container
      dependsOn: [...capacity.dependables],
    });
  }
}
