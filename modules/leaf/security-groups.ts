import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

import { type Names } from '../aws/naming';
import { type PortConfig } from '../config/types';

// base's network has no IPv6, and players find the instance by an A record
const ANYWHERE = '0.0.0.0/0';
const SSH_PORT = 22;
const NFS_PORT = 2049;

export interface SecurityGroupsProps {
  readonly names: Names;
  readonly vpcId: string;
  /** Ports of the container. Different ports, or different protocols. */
  readonly ports: readonly PortConfig[];
  /** Who reaches the ports: different IPv4 CIDRs. @default everyone */
  readonly allowedCidrs?: readonly string[];
  /** Who may use SSH: different IPv4 CIDRs. Empty: nobody. */
  readonly sshAllowedCidrs: readonly string[];
  /** Whether the leaf has file systems, which need a security group. */
  readonly hasFileSystems: boolean;
}

/**
 * The security groups of a leaf: everyone, or who is allowed, reaches the ports of the container, and only the instance
 * reaches the file systems.
 */
export class SecurityGroups extends Construct {
  readonly instanceSecurityGroupId: string;
  /** Undefined when the leaf has no file systems. */
  readonly fileSystemSecurityGroupId: string | undefined;
  /**
   * Rules that an instance needs until it is terminated: its egress, and the ingress of the file systems. No resource
   * refers to them, so what launches instances must depend on them.
   */
  readonly instanceDependables: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: SecurityGroupsProps) {
    super(scope, id);
    this.instanceSecurityGroupId = this.instanceGroup(props);
    const egress = this.instanceEgress(this.instanceSecurityGroupId);
    const fileSystem = props.hasFileSystems ? this.fileSystemGroup(props, this.instanceSecurityGroupId) : undefined;
    this.fileSystemSecurityGroupId = fileSystem?.securityGroupId;
    this.instanceDependables = fileSystem ? [egress, fileSystem.nfs] : [egress];
  }

  private instanceGroup(props: SecurityGroupsProps): string {
    const { names, vpcId, sshAllowedCidrs } = props;
    const securityGroupId = new SecurityGroup(this, 'Instance', {
      name: names.of('securityGroup', 'instance'),
      description: 'The instance that runs the container',
      vpcId,
    }).id;
    this.portRules(props, securityGroupId);
    for (const cidr of sshAllowedCidrs) {
      new VpcSecurityGroupIngressRule(this, `InstanceSsh-${idPart(cidr)}`, {
        securityGroupId,
        description: 'SSH, as allowed in base.yaml',
        ipProtocol: 'tcp',
        fromPort: SSH_PORT,
        toPort: SSH_PORT,
        cidrIpv4: cidr,
      });
    }
    return securityGroupId;
  }

  private portRules({ ports, allowedCidrs }: SecurityGroupsProps, securityGroupId: string): void {
    for (const { protocol, port, lastPort = port } of ports) {
      const id = `Instance${protocol === 'tcp' ? 'Tcp' : 'Udp'}${port}`;
      const range = { securityGroupId, ipProtocol: protocol, fromPort: port, toPort: lastPort };
      if (allowedCidrs === undefined) {
        const description = 'A port of the container, for anyone';
        new VpcSecurityGroupIngressRule(this, id, { ...range, description, cidrIpv4: ANYWHERE });
      }
      for (const cidrIpv4 of allowedCidrs ?? []) {
        const description = 'A port of the container, as allowed in AllowedCidrs';
        new VpcSecurityGroupIngressRule(this, `${id}-${idPart(cidrIpv4)}`, { ...range, description, cidrIpv4 });
      }
    }
  }

  private instanceEgress(securityGroupId: string): VpcSecurityGroupEgressRule {
    return new VpcSecurityGroupEgressRule(this, 'InstanceEgress', {
      securityGroupId,
      description: 'Anywhere: images, AWS and whatever the container needs',
      ipProtocol: '-1',
      cidrIpv4: ANYWHERE,
    });
  }

  /** Without egress rules: a mount target only answers. */
  private fileSystemGroup({ names, vpcId }: SecurityGroupsProps, instanceSecurityGroupId: string) {
    const securityGroupId = new SecurityGroup(this, 'FileSystem', {
      name: names.of('securityGroup', 'file-system'),
      description: 'Mount targets of the file systems',
      vpcId,
    }).id;
    const nfs = new VpcSecurityGroupIngressRule(this, 'FileSystemNfs', {
      securityGroupId,
      description: 'NFS, from the instance alone',
      ipProtocol: 'tcp',
      fromPort: NFS_PORT,
      toPort: NFS_PORT,
      referencedSecurityGroupId: instanceSecurityGroupId,
    });
    return { securityGroupId, nfs };
  }
}

/** Of the CIDR alone, so that a rule stays when others are added, removed or moved in their list. */
function idPart(cidr: string): string {
  return cidr.replace(/[./]/g, '-');
}
