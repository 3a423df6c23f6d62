import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { Fn, type IResolvable, TerraformLocal } from 'cdktf';
import { Construct } from 'constructs';

import { type Names } from '../../aws/naming';
import { type MountedVolume } from '../../aws/storage-types';
import { userData } from './user-data';

export interface HostTemplateProps {
  readonly names: Names;
  readonly instanceType: string;
  /** Whether the type is a Graviton, and not an x86. */
  readonly isArm64: boolean | IResolvable;
  readonly instanceProfileArn: string;
  readonly securityGroupId: string;
  readonly keyName?: string;
  readonly clusterName: string;
  readonly volumes: readonly MountedVolume[];
  readonly stopTimeoutSeconds: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** How each wake-up's instance is made. */
export class HostTemplate extends Construct {
  readonly launchTemplateId: string;
  /** A number, as Auto Scaling wants it: with `$Latest` a plan would show no change. */
  readonly latestVersion: string;

  constructor(scope: Construct, id: string, props: HostTemplateProps) {
    super(scope, id);
    const template = new LaunchTemplate(this, 'Resource', {
      name: props.names.of('launchTemplate', 'host'),
      updateDefaultVersion: true,
      imageId: currentEcsImage(props.isArm64),
      instanceType: props.instanceType,
      iamInstanceProfile: { arn: props.instanceProfileArn },
      ...(props.keyName !== undefined && { keyName: props.keyName }),
      networkInterfaces: [{ associatePublicIpAddress: 'true', securityGroups: [props.securityGroupId] }],
      // IMDSv2 alone, and no hop further: the container cannot take the instance's role
      metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
      // the watchdog needs a point a minute
      monitoring: { enabled: true },
      blockDeviceMappings: [rootDisk()],
      // the group's tags reach the instance, but not its disk
      tagSpecifications: [{ resourceType: 'volume', tags: { ...props.tags } }],
      userData: Fn.base64encode(this.userData(props)),
    });
    this.launchTemplateId = template.id;
    this.latestVersion = template.latestVersion.toString();
  }

  /** As a local value, so that the script can be read in the synthesized JSON. */
  private userData(props: HostTemplateProps): string {
    return new TerraformLocal(this, 'UserData', userData(props)).asString;
  }
}

/**
 * AWS's current image for ECS: EC2 looks the parameter up at each launch, so no plan changes when AWS publishes a new
 * one.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html
 */
function currentEcsImage(isArm64: boolean | IResolvable): string {
  const parameters = 'resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023';
  // a cast: conditional returns any, and is a string where both its values are
  return Fn.conditional(
    isArm64,
    `${parameters}/arm64/recommended/image_id`,
    `${parameters}/recommended/image_id`,
  ) as string;
}

function rootDisk() {
  return {
    // the image's root device
    deviceName: '/dev/xvda',
    // 30 GiB is the image's size, and EC2 takes no less
    ebs: { volumeType: 'gp3', volumeSize: 30, encrypted: 'true', deleteOnTermination: 'true' },
  };
}
