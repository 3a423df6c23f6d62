import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import { type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

import { WRITE_ACTIONS } from '../../aws/file-access';
import { type Names } from '../../aws/naming';
import { type PolicyStatement } from '../../aws/policy';
import { ServiceRole } from '../../aws/service-role';

export interface InstanceRoleProps {
  readonly names: Names;
  /** The one cluster that the instance may join. */
  readonly clusterArn: string;
  /** File systems that the instance may mount. */
  readonly fileSystemArns: readonly string[];
}

/**
 * What the host may do, the container may not: it has a role of its own. AWS's managed policies are not used, since
 * AmazonSSMManagedInstanceCore may read every parameter of the account, and AmazonEC2ContainerServiceforEC2Role may
 * join every cluster.
 */
export class InstanceRole extends Construct {
  readonly instanceProfileArn: string;
  readonly roleArn: string;
  /** What must exist before an instance can use the role. */
  readonly dependables: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { names, clusterArn, fileSystemArns }: InstanceRoleProps) {
    super(scope, id);
    const role = new ServiceRole(this, 'Role', {
      name: names.of('iamRole', 'instance'),
      description: 'What the instance may do: join its cluster, mount its file systems, offer Session Manager.',
      service: 'ec2.amazonaws.com',
      statements: [...joinCluster(clusterArn), sessionManager(), ...mount(fileSystemArns)],
    });
    const profile = new IamInstanceProfile(this, 'Profile', {
      name: names.of('instanceProfile', 'instance'),
      role: role.roleName,
    });
    this.instanceProfileArn = profile.arn;
    this.roleArn = role.roleArn;
    this.dependables = [...role.dependables, profile];
  }
}

/**
 * What the ECS agent needs, each as narrow as the action allows. Spot draining, which we do not have, would need
 * UpdateContainerInstancesState, and tags on container instances TagResource.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 */
function joinCluster(clusterArn: string): readonly PolicyStatement[] {
  return [
    {
      sid: 'JoinCluster',
      actions: [
        'ecs:DeregisterContainerInstance',
        'ecs:RegisterContainerInstance',
        'ecs:SubmitAttachmentStateChanges',
        'ecs:SubmitContainerStateChange',
        'ecs:SubmitTaskStateChange',
      ],
      resources: [clusterArn],
    },
    {
      sid: 'TalkToCluster',
      actions: ['ecs:Poll', 'ecs:StartTelemetrySession'],
      // they act on the container instance, whose id is not known before it exists
      resources: ['*'],
      conditions: { ArnEquals: { 'ecs:cluster': clusterArn } },
    },
    {
      sid: 'FindEcs',
      actions: ['ecs:DiscoverPollEndpoint'],
      // takes no resource: it asks where the region's ECS is
      resources: ['*'],
    },
  ];
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html */
function sessionManager(): PolicyStatement {
  return {
    sid: 'SessionManager',
    actions: [
      'ssm:UpdateInstanceInformation',
      'ssmmessages:CreateControlChannel',
      'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
    ],
    // the channels take no resource, and the instance that reports itself has no known id
    resources: ['*'],
  };
}

function mount(fileSystemArns: readonly string[]): readonly PolicyStatement[] {
  return fileSystemArns.length === 0
    ? []
    : [{ sid: 'MountVolumes', actions: WRITE_ACTIONS, resources: fileSystemArns }];
}
