import { DataAwsSsmParameter } from '@cdktf/provider-aws/lib/data-aws-ssm-parameter';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { Fn, type IResolvable, TerraformLocal } from 'cdktf';
import { Construct } from 'constructs';

import { ROOT_DISK_GIB } from '../../aws/limits';
import { type Names } from '../../aws/naming';
import { type MountedVolume } from '../../aws/storage-types';
import { type PortConfig } from '../../config/types';
import { userData } from './user-data';

export interface HostTemplateProps {
  readonly names: Names;
  readonly instanceType: string;
  /**
   * Whether the group can have other types too. Auto Scaling refuses `resolve:ssm` in the template of such a group
   * (docs/decisions/fallback-instance-types.md).
   */
  readonly hasFallbacks: boolean;
  /** Whether the type has a Graviton processor; otherwise it has an x86 one. */
  readonly isArm64: boolean | IResolvable;
  /** Only for types that have CPU credits. @default EC2's own for the type */
  readonly cpuCredits?: 'standard' | 'unlimited';
  readonly instanceProfileArn: string;
  readonly securityGroupId: string;
  /** EC2 key pair for SSH. @default nobody can use SSH */
  readonly keyName?: string;
  /** The cluster that the ECS agent joins. */
  readonly clusterName: string;
  /** Mounted on the instance at /mnt/efs/<Id>. May be empty. */
  readonly volumes: readonly MountedVolume[];
  /** Seconds between SIGTERM and SIGKILL of the container. */
  readonly stopTimeoutSeconds: number;
  /** Ports of the container, which it has on the instance too. */
  readonly ports: readonly PortConfig[];
  /** Whether the task definition has Docker's security option `no-new-privileges`. */
  readonly noNewPrivileges: boolean;
  /** An image that everybody may pull: the instance pulls it while it still boots. @default only the ECS agent pulls */
  readonly earlyPull?: string;
  /** Tags of the disk. */
  readonly tags: Readonly<Record<string, string>>;
}

/** The launch template of the group: at each wake-up EC2 makes the instance from it. */
export class HostTemplate extends Construct {
  readonly launchTemplateId: string;
  /** Token: a number. With `$Latest`, a plan would not show that the group's template has changed. */
  readonly latestVersion: string;

  constructor(scope: Construct, id: string, props: HostTemplateProps) {
    super(scope, id);
    const template = new LaunchTemplate(this, 'Resource', {
      name: props.names.of('launchTemplate', 'host'),
      updateDefaultVersion: true,
      imageId: props.hasFallbacks ? this.imageAtDeploy(props.isArm64) : imageAtLaunch(props.isArm64),
      instanceType: props.instanceType,
      ...(props.cpuCredits !== undefined && { creditSpecification: { cpuCredits: props.cpuCredits } }),
      iamInstanceProfile: { arn: props.instanceProfileArn },
      ...(props.keyName !== undefined && { keyName: props.keyName }),
      networkInterfaces: [{ associatePublicIpAddress: 'true', securityGroups: [props.securityGroupId] }],
      // only IMDSv2, and no further hop: so the container cannot get the credentials of the instance's role
      metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
      // the watchdog needs one point for each minute
      monitoring: { enabled: true },
      blockDeviceMappings: [rootDisk()],
      // the group tags the instance, but not its disk
      tagSpecifications: [{ resourceType: 'volume', tags: { ...props.tags } }],
      userData: Fn.base64encode(this.userData(props)),
    });
    this.launchTemplateId = template.id;
    this.latestVersion = template.latestVersion.toString();
  }

  /** Token. The id does not change before the next deploy. */
  private imageAtDeploy(isArm64: boolean | IResolvable): string {
    const parameter = new DataAwsSsmParameter(this, 'Image', { name: ecsImageParameter(isArm64) });
    // the same value, and no secret: a plan shows it
    return parameter.insecureValue;
  }

  /** A local value, so that people can read the script in the synthesized JSON. */
  private userData(props: HostTemplateProps): string {
    return new TerraformLocal(this, 'UserData', userData(props)).asString;
  }
}

/** EC2 reads the parameter at each launch, so a new AMI changes no plan. */
function imageAtLaunch(isArm64: boolean | IResolvable): string {
  return ecsImageParameter(isArm64, 'resolve:ssm:');
}

/**
 * Name of the parameter with the id of AWS's current AMI for ECS.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html
 */
function ecsImageParameter(isArm64: boolean | IResolvable, prefix = ''): string {
  const parameters = `${prefix}/aws/service/ecs/optimized-ami/amazon-linux-2023`;
  // a cast, since the return type is any: the result is a string because both values are
  return Fn.conditional(
    isArm64,
    `${parameters}/arm64/recommended/image_id`,
    `${parameters}/recommended/image_id`,
  ) as string;
}

function rootDisk() {
  return {
    // the root device of the AMI
    deviceName: '/dev/xvda',
    ebs: { volumeType: 'gp3', volumeSize: ROOT_DISK_GIB, encrypted: 'true', deleteOnTermination: 'true' },
  };
}
