import { AutoscalingGroup, type AutoscalingGroupConfig } from '@cdktf/provider-aws/lib/autoscaling-group';
import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { type IResolvable, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

import { type AwsPlace } from '../aws/aws-place';
import { type Names } from '../aws/naming';
import { type MountedVolume } from '../aws/storage-types';
import { SUSPENDED_PROCESSES } from '../aws/suspended-processes';
import { type PortConfig } from '../config/types';
import { DrainedCapacity } from './ecs-asg/drained-capacity';
import { HostTemplate } from './ecs-asg/host-template';
import { InstanceRole } from './ecs-asg/instance-role';

export interface EcsAsgProps extends AwsPlace {
  readonly names: Names;
  /** Public subnets in which the instance may run. */
  readonly subnetIds: readonly string[];
  /** Security group of the instance. */
  readonly securityGroupId: string;
  /** Rules of security groups that the instance needs for as long as it exists: Terraform destroys them after the group. */
  readonly networkDependables: readonly ITerraformDependable[];
  /** E.g. `m7i-flex.large`. */
  readonly instanceType: string;
  /** Types for when AWS has none left of the first, in the order in which it takes them. @default none */
  readonly fallbackTypes?: readonly string[];
  /** Whether the types have Graviton processors; otherwise they have x86 ones. */
  readonly isArm64: boolean | IResolvable;
  /** Only for types that have CPU credits. @default EC2's own for the type */
  readonly cpuCredits?: 'standard' | 'unlimited';
  /** Mounted on the instance at /mnt/efs/<Id>. May be empty. */
  readonly volumes: readonly MountedVolume[];
  readonly taskDefinitionArn: string;
  /** Seconds between SIGTERM and SIGKILL of the container. */
  readonly stopTimeoutSeconds: number;
  /** Ports of the container, which it has on the instance too. */
  readonly ports: readonly PortConfig[];
  /** Whether the task definition has Docker's security option `no-new-privileges`. */
  readonly noNewPrivileges: boolean;
  /** An image that everybody may pull: the instance pulls it while it still boots. @default only the ECS agent pulls */
  readonly earlyPull?: string;
  /** Minutes after a launch in which no scaling policy terminates the instance. */
  readonly startupGraceMinutes: number;
  /** EC2 key pair for SSH. @default nobody can use SSH */
  readonly keyName?: string;
  /** Tags of the Auto Scaling group, its instances and their disks: the provider's default tags do not reach them. `Name` is added. */
  readonly tags: Readonly<Record<string, string>>;
  /** More tags of the group alone. @default none */
  readonly groupTags?: Readonly<Record<string, string>>;
}

/**
 * The instance that the container runs on, in an Auto Scaling group. The group is the switch of the system: with a desired
 * capacity of 0 the leaf is asleep, with 1 it is awake. Terraform creates the group with 0 and never changes that.
 */
export class EcsAsg extends Construct {
  readonly autoScalingGroupName: string;
  /** For IAM policies: it has `*` for the group's UUID, so it is known before the group exists. */
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
      hasFallbacks: (props.fallbackTypes ?? []).length > 0,
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
      // it may be on by default in an account, and costs money; the watchdog and the dashboard use free metrics
      setting: [{ name: 'containerInsights', value: 'disabled' }],
    });
  }

  /** Without an instance refresh: a changed template applies at the next wake-up and does not end a running game. */
  private group(props: EcsAsgProps, template: HostTemplate, role: InstanceRole): AutoscalingGroup {
    const startupGraceSeconds = props.startupGraceMinutes * 60;
    return new AutoscalingGroup(this, 'AutoScalingGroup', {
      name: props.names.autoScalingGroup,
      minSize: 0,
      maxSize: 1,
      vpcZoneIdentifier: [...props.subnetIds],
      ...launches(props, template),
      healthCheckType: 'EC2',
      healthCheckGracePeriod: startupGraceSeconds,
      // scaling policies do nothing before an instance has warmed up
      defaultInstanceWarmup: startupGraceSeconds,
      metricsGranularity: '1Minute',
      enabledMetrics: [
        'GroupDesiredCapacity',
        'GroupInServiceInstances',
        'GroupPendingInstances',
        'GroupTerminatingInstances',
      ],
      // `./cm hold` suspends more processes, and a deploy leaves them suspended
      suspendedProcesses: [...SUSPENDED_PROCESSES],
      // an apply launches no instance, so there is nothing to wait for
      waitForCapacityTimeout: '0',
      // destroy the group even if it has an instance, and do not wait for the draining hook, which nobody may complete
      forceDelete: true,
      tag: this.tags(props),
      lifecycle: { ignoreChanges: ['desired_capacity', 'suspended_processes'] },
      // a destroy keeps what the instance needs until the instance is terminated
      dependsOn: [
        ...role.dependables,
        ...props.networkDependables,
        ...props.volumes.flatMap(({ dependables }) => dependables),
      ],
    });
  }

  private tags({ tags, groupTags = {} }: EcsAsgProps) {
    const blocks = (some: Readonly<Record<string, string>>, propagateAtLaunch: boolean) =>
      Object.entries(some).map(([key, value]) => ({ key, value, propagateAtLaunch }));
    // ECS adds AmazonECSManaged to the group of a capacity provider; if it were not declared, Terraform would remove it
    return [...blocks({ ...tags, AmazonECSManaged: 'true' }, true), ...blocks(groupTags, false)];
  }

  /**
   * Runs the container once on each instance, of which there is at most one. Without a deployment circuit breaker: after
   * a crash, it would keep the next wake-ups from starting the container. The watchdog handles crashes.
   */
  private service(props: EcsAsgProps, cluster: EcsCluster, capacity: DrainedCapacity): EcsService {
    return new EcsService(this, 'Service', {
      name: props.names.service,
      cluster: cluster.arn,
      taskDefinition: props.taskDefinitionArn,
      schedulingStrategy: 'DAEMON',
      // a service with the strategy DAEMON cannot use a capacity provider strategy
      launchType: 'EC2',
      // the old container ends before the new one starts: two must never use the same world
      deploymentMaximumPercent: 100,
      deploymentMinimumHealthyPercent: 0,
      enableEcsManagedTags: true,
      propagateTags: 'SERVICE',
      timeouts: { delete: `${deleteTimeoutMinutes(props.stopTimeoutSeconds)}m` },
      // a destroy deletes the service first, while there is an ECS agent with its role to stop the container
      dependsOn: [...capacity.dependables],
    });
  }
}

/** What the group launches: one type, or the first of several that AWS has, without Spot. */
function launches(
  { instanceType, fallbackTypes = [] }: EcsAsgProps,
  { launchTemplateId, latestVersion: version }: HostTemplate,
): Pick<AutoscalingGroupConfig, 'launchTemplate' | 'mixedInstancesPolicy'> {
  if (fallbackTypes.length === 0) return { launchTemplate: { id: launchTemplateId, version } };
  return {
    mixedInstancesPolicy: {
      instancesDistribution: {
        onDemandBaseCapacity: 1,
        onDemandPercentageAboveBaseCapacity: 100,
        onDemandAllocationStrategy: 'prioritized',
      },
      launchTemplate: {
        launchTemplateSpecification: { launchTemplateId, version },
        override: [instanceType, ...fallbackTypes].map((type) => ({ instanceType: type })),
      },
    },
  };
}

/** A destroy of an awake leaf waits until the container has saved and ended, and ECS has noticed. */
function deleteTimeoutMinutes(stopTimeoutSeconds: number): number {
  // the provider's own, which does not know how long the container may take
  const otherwise = 20;
  return otherwise + Math.ceil(stopTimeoutSeconds / 60);
}
