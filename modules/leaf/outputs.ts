import { TerraformOutput } from 'cdktf';
import { Construct } from 'constructs';

import { dashboardLink, logGroupLink } from '../../lambdas/shared/console-link';
import { literal } from '../aws/literal';
import { type PortConfig } from '../config/types';
import { portsText } from '../config/leaf-address';

export interface OutputsProps {
  readonly region: string;
  /** With its dots, as in the name of its file. */
  readonly leafId: string;
  /** @default the leaf has no name, and its address changes at every wake-up */
  readonly hostName?: string;
  readonly ports: readonly PortConfig[];
  readonly autoScalingGroupName: string;
  readonly containerLogGroupName: string;
  /** @default no output for the dashboard */
  readonly dashboardName?: string;
  /** Whether somebody may use SSH, and so SFTP. */
  readonly ssh: boolean;
}

/** SFTP as root, since the container's files may belong to any user. The path is Amazon Linux 2023's. */
const SFTP_SERVER = 'sudo /usr/libexec/openssh/sftp-server';

/**
 * What a deployment tells people: where to connect, where to look, and how to get a shell and the files. It shows neither
 * secrets nor environment variables. Its commands have no double quotes: Terraform would print a backslash before each.
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

/** Without known hosts: every instance has a new host key, so SSH asks each time whether to trust it. */
function sftp(props: OutputsProps): string {
  const host = props.hostName === undefined ? instance(props, 'PublicIpAddress') : literal(props.hostName);
  return `sftp -o UserKnownHostsFile=/dev/null -s '${SFTP_SERVER}' ec2-user@${host}`;
}

/** A command that prints an attribute of the current instance. Every wake-up makes another one, so it takes the newest. */
function instance({ region, autoScalingGroupName }: OutputsProps, attribute: string): string {
  return (
    `$(aws ec2 describe-instances --region ${region} ` +
    `--filters Name=tag:aws:autoscaling:groupName,Values=${autoScalingGroupName} Name=instance-state-name,Values=running ` +
    `--query 'sort_by(Reservations[].Instances[], &LaunchTime)[-1].${attribute}' --output text)`
  );
}
