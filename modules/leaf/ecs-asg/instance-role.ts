import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import { type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

import { WRITE_ACTIONS } from '../../aws/file-access';
import { type Names } from '../../aws/naming';
import { type PolicyStatement } from '../../aws/policy';
import { ServiceRole } from '../../aws/service-role';

export interface InstanceRoleProps {
  readonly names: Names;
  /** The only cluster that the instance may join. */
  readonly clusterArn: string;
  /** File systems that the instance may mount; may be empty. */
  readonly fileSystemArns: readonly string[];
}

/**
 * The role of the instance; the container has another one. It uses none of AWS's managed policies, since
 * AmazonSSMManagedInstanceCore allows reading every parameter of the account, and AmazonEC2ContainerServiceforEC2Role
 * allows joining every cluster.
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
      description: 'What the instance may do: join its cluster, mount its file systems, use Session Manager',
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
 * What the ECS agent needs, as narrow as each action allows. Two permissions are left out: UpdateContainerInstancesState is
 * only for Spot instances, and TagResource only for tags on container instances.
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
      // the resource is the container instance, and its id is not known before it exists
      resources: ['*'],
      conditions: { ArnEquals: { 'ecs:cluster': clusterArn } },
    },
    {
      sid: 'FindEcs',
      actions: ['ecs:DiscoverPollEndpoint'],
      // this action takes no resource
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
    // the channels take no resource, and the id of the instance that reports itself is not known
    resources: ['*'],
  };
}

function mount(fileSystemArns: readonly string[]): readonly PolicyStatement[] {
  return fileSystemArns.length === 0
    ? []
    : [{ sid: 'MountVolumes', actions: WRITE_ACTIONS, resources: fileSystemArns }];
}
