import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { EcsTaskDefinition, type EcsTaskDefinitionVolume } from '@cdktf/provider-aws/lib/ecs-task-definition';
import { Fn, Op } from 'cdktf';
import { Construct } from 'constructs';

import { type AwsPlace } from '../aws/aws-place';
import { HOST_MEMORY_MIB } from '../aws/instance-type';
import { LOG_RETENTION_DAYS } from '../aws/log-retention';
import { type Names } from '../aws/naming';
import { ServiceRole, type ServiceRoleProps } from '../aws/service-role';
import { type MountedVolume } from '../aws/storage-types';
import { type ContainerConfig } from '../config/types';
import { containerDefinition, taskVolumeName } from './container/container-definition';
import { executionPermissions, taskPermissions } from './container/permissions';
import { secret, type Secret } from './container/secret';

/** ECS registers a few percent less than the type's memory. For large types that is more than HOST_MEMORY_MIB. */
const MAX_MEMORY_SHARE = 0.9;

export interface ContainerProps extends AwsPlace {
  readonly names: Names;
  readonly container: ContainerConfig;
  /** The instance's whole memory in MiB, at least 3072; may be a token. */
  readonly memoryMiB: number;
  /** The volumes that are mounted into the container; may be empty. */
  readonly volumes: readonly MountedVolume[];
}

/**
 * The container: an ECS task definition with its two roles and its log group.
 *
 * The network mode is bridge with static host ports. In the mode host, the container could read the instance's metadata
 * and act with the instance's role.
 *
 * A secret that is encrypted with a customer's own KMS key needs a key policy that lets the execution role decrypt. AWS's
 * own keys, which both services use by default, need none.
 */
export class Container extends Construct {
  /** Token, with the revision. What refers to it is made after the roles have their policies. */
  readonly taskDefinitionArn: string;
  /** Token. The role that the container itself uses. */
  readonly taskRoleArn: string;
  /** The log group for the container's output, e.g. `/container-manager/minecraft/container`. */
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: ContainerProps) {
    super(scope, id);
    this.logGroupName = props.names.containerLogGroup;
    const logGroup = new CloudwatchLogGroup(this, 'LogGroup', {
      name: this.logGroupName,
      retentionInDays: LOG_RETENTION_DAYS,
    });
    const secrets = secretsOf(props);
    const executionRole = this.taskServiceRole('ExecutionRole', props, {
      name: props.names.of('iamRole', 'execution'),
      description: 'Lets ECS start the container: write its log, read its secrets, pull its image',
      statements: executionPermissions({
        ...props,
        image: props.container.image,
        secrets: [...Object.values(secrets), ...credentialsOf(props)],
        logGroupName: this.logGroupName,
      }),
    });
    const taskRole = this.taskServiceRole('TaskRole', props, {
      name: props.names.of('iamRole', 'task'),
      description: 'What the container itself may do',
      statements: taskPermissions(props.volumes),
    });
    const taskDefinition = new EcsTaskDefinition(this, 'Resource', {
      family: props.names.taskDefinitionFamily,
      requiresCompatibilities: ['EC2'],
      networkMode: 'bridge',
      executionRoleArn: executionRole.roleArn,
      taskRoleArn: taskRole.roleArn,
      containerDefinitions: this.containerDefinitions(props, secrets),
      ...(props.volumes.length > 0 && { volume: props.volumes.flatMap(taskVolumes) }),
      dependsOn: [logGroup, ...executionRole.dependables, ...taskRole.dependables],
    });
    this.taskDefinitionArn = taskDefinition.arn;
    this.taskRoleArn = taskRole.roleArn;
  }

  /** A role that only ECS tasks of this account and Region can assume. */
  private taskServiceRole(
    id: string,
    { region, accountId, partition }: ContainerProps,
    role: Pick<ServiceRoleProps, 'name' | 'description' | 'statements'>,
  ): ServiceRole {
    return new ServiceRole(this, id, {
      ...role,
      service: 'ecs-tasks.amazonaws.com',
      // ECS supports no narrower source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
      trustConditions: {
        StringEquals: { 'aws:SourceAccount': accountId },
        ArnLike: { 'aws:SourceArn': `arn:${partition}:ecs:${region}:${accountId}:*` },
      },
    });
  }

  private containerDefinitions(props: ContainerProps, secrets: Readonly<Record<string, Secret>>): string {
    const definition = containerDefinition({
      container: props.container,
      secrets,
      memoryReservationMiB: memoryReservationMiB(props.memoryMiB),
      volumes: props.volumes,
      logGroupName: this.logGroupName,
      region: props.region,
    });
    return JSON.stringify([definition]);
  }
}

function secretsOf({ container, region, accountId, partition }: ContainerProps): Readonly<Record<string, Secret>> {
  const entries = Object.entries(container.secrets);
  return Object.fromEntries(
    entries.map(([name, source]) => [name, secret({ source, region, accountId, partition })] as const),
  );
}

/** Of the image's registry, which ECS alone reads. */
function credentialsOf({ container, region, accountId, partition }: ContainerProps): Secret[] {
  const source = container.repositoryCredentials;
  return source === undefined ? [] : [secret({ source, region, accountId, partition })];
}

/** Token: 2 GiB less than the instance's memory, but at most 90 % of it. Terraform calculates it for each plan. */
function memoryReservationMiB(memoryMiB: number): number {
  return Fn.min([Op.sub(memoryMiB, HOST_MEMORY_MIB), Fn.floor(Op.mul(memoryMiB, MAX_MEMORY_SHARE))]);
}

function taskVolumes(volume: MountedVolume): EcsTaskDefinitionVolume[] {
  return volume.paths.map((path) => ({
    name: taskVolumeName(volume, path),
    efsVolumeConfiguration: {
      fileSystemId: volume.fileSystemId,
      // AWS takes no other value when there is an access point, which has a root directory of its own
      rootDirectory: '/',
      transitEncryption: 'ENABLED',
      authorizationConfig: { accessPointId: path.accessPointId, iam: 'ENABLED' },
    },
  }));
}
