import { EcsCapacityProvider } from '@cdktf/provider-aws/lib/ecs-capacity-provider';
import { EcsClusterCapacityProviders } from '@cdktf/provider-aws/lib/ecs-cluster-capacity-providers';
import { type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

import { type Names } from '../../aws/naming';

export interface DrainedCapacityProps {
  readonly names: Names;
  readonly clusterName: string;
  /** The group's full ARN, with its UUID. */
  readonly autoScalingGroupArn: string;
}

/**
 * Lets ECS drain an instance before it is terminated, no matter who scales in: the container gets SIGTERM and time to
 * save. ECS does not scale the group, and protects no instance, since a protected instance would block a destroy.
 */
export class DrainedCapacity extends Construct {
  /** What must exist so that ECS drains an instance. */
  readonly dependables: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { names, clusterName, autoScalingGroupArn }: DrainedCapacityProps) {
    super(scope, id);
    const provider = new EcsCapacityProvider(this, 'Resource', {
      name: names.of('capacityProvider', 'capacity'),
      autoScalingGroupProvider: {
        autoScalingGroupArn,
        managedDraining: 'ENABLED',
        managedScaling: { status: 'DISABLED' },
        managedTerminationProtection: 'DISABLED',
      },
    });
    this.dependables = [
      new EcsClusterCapacityProviders(this, 'Association', { clusterName, capacityProviders: [provider.name] }),
    ];
  }
}
