import { TerraformOutput } from 'cdktf';
import { Construct } from 'constructs';

import { dashboardLink, logGroupLink } from '../../lambdas/shared/console-link';
import { literal } from '../aws/literal';
import { type PortConfig } from '../config/types';
import { portsText } from '../config/leaf-address';

export interface OutputsProps {
  readonly region: string;
  /** As people write it, with its dots. */
  readonly leafId: string;
  /** @default none: the address changes at every wake-up */
  readonly hostName?: string;
  readonly ports: readonly PortConfig[];
  readonly autoScalingGroupName: string;
  readonly containerLogGroupName: string;
  /** @default there is no dashboard */
  readonly dashboardName?: string;
  /** Whether the instance takes SSH. */
  readonly ssh: boolean;
}

/** SFTP as root: what the container wrote may belong to any user. The path is that of Amazon Linux 2023. */
const SFTP_SERVER = 'sudo /usr/libexec/openssh/sftp-server';

/**
 * What a deployment tells a person: where to connect, where to look, how to get in. Neither secrets nor the container's
 * environment. Commands hold no double quotes, which Terraform would show with a backslash before each.
 */
export class Outputs extends Construct {
  constructor(scope: Construct, id: string, props: OutputsProps) {
    super(scope, id);
    const { region, ports } = props;
    this.output('address', address(props));
    this.output('ports', portsText(ports));
    if (props.dashboardName !== undefined) this.output('dashboard', dashboardLink(region, props.dashboardName));
    this.output('container_log', logGroupLink(region, props.containerLogGroupName));
    this.output('session', `aws ssm start-session --region ${region} --target ${instance(props, 'InstanceId')}`);
    if (props.ssh) this.output('sftp', sftp(props));
  }

  private output(name: string, value: string): void {
    new TerraformOutput(this, name, { value, staticId: true });
  }
}

function address({ hostName, leafId }: OutputsProps): string {
  return literal(hostName ?? `changes at every wake-up: ./cm status ${leafId}`);
}

/** Every instance has a host key of its own, so that none is kept: one asks whether it is the right one each time. */
function sftp(props: OutputsProps): string {
  const host = props.hostName === undefined ? instance(props, 'PublicIpAddress') : literal(props.hostName);
  return `sftp -o UserKnownHostsFile=/dev/null -s '${SFTP_SERVER}' ec2-user@${host}`;
}

/** A command that prints an attribute of the instance, which is another one after every wake-up: the newest one's. */
function instance({ region, autoScalingGroupName }: OutputsProps, attribute: string): string {
  return (
    `$(aws ec2 describe-instances --region ${region} ` +
    `--filters Name=tag:aws:autoscaling:groupName,Values=${autoScalingGroupName} Name=instance-state-name,Values=running ` +
    `--query 'sort_by(Reservations[].Instances[], &LaunchTime)[-1].${attribute}' --output text)`
  );
}
