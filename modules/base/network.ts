import { DataAwsAvailabilityZones } from '@cdktf/provider-aws/lib/data-aws-availability-zones';
import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { Fn, Op, type Postcondition, TerraformSelf, Token } from 'cdktf';
import { Construct } from 'constructs';

import { MAX_AVAILABILITY_ZONES } from '../aws/limits';
import { type Names } from '../aws/naming';
import { type Zone } from '../aws/storage-types';
import { ValidationError } from '../aws/validation-error';

/** 16 subnets of 4,091 usable addresses each: more than the leaves will ever need. */
const subnetCidr = (ordinal: number) => `10.0.${(ordinal - 1) * 16}.0/20`;

/**
 * The zone of us-east-1 that https://docs.aws.amazon.com/efs/latest/ug/OneZoneAZs.html does not list. Its letter differs
 * from account to account. We compared that page with AWS's zones for the regions of the United States only. Where
 * another zone has no One Zone file systems, creating one fails: name other zones in Vpc.AvailabilityZones.
 */
const ZONES_WITHOUT_ONE_ZONE_EFS = ['use1-az3'];

export interface NetworkProps {
  readonly names: Names;
  /** Number of availability zones, each with one public subnet: 1–6. */
  readonly maxAzs: number;
  /** Names of `maxAzs` zones, e.g. `eu-central-1a`. @default the first standard zones of the region */
  readonly availabilityZones?: readonly string[];
}

/**
 * A VPC with a public subnet in each zone. No NAT gateway, which costs more than most leaves: an instance has a public
 * address, and its security group lets in only what its leaf serves.
 *
 * @throws ValidationError when `maxAzs` is out of range or is not the number of `availabilityZones`
 */
export class Network extends Construct {
  readonly vpcId: string;
  /** In order of their ordinals. */
  readonly zones: readonly Zone[];

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    this.checkZones(props);
    const vpc = new Vpc(this, 'Resource', {
      cidrBlock: '10.0.0.0/16',
      // instances mount their file systems by name
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: { Name: props.names.prefix },
    });
    this.vpcId = vpc.id;
    this.closeDefaultSecurityGroup(props.names);
    const routeTableId = this.internetRoutes(props.names);
    this.zones = this.availabilityZones(props).map((availabilityZone, index) =>
      this.publicSubnet(index + 1, availabilityZone, routeTableId, props),
    );
  }

  private checkZones({ maxAzs, availabilityZones }: NetworkProps): void {
    if (!Number.isInteger(maxAzs) || maxAzs < 1 || maxAzs > MAX_AVAILABILITY_ZONES) {
      throw new ValidationError(
        this,
        `Vpc.MaxAZs is ${maxAzs}: give a whole number from 1 to ${MAX_AVAILABILITY_ZONES}`,
      );
    }
    if (availabilityZones !== undefined && availabilityZones.length !== maxAzs) {
      throw new ValidationError(
        this,
        `Vpc.MaxAZs is ${maxAzs}, but the number of Vpc.AvailabilityZones is ${availabilityZones.length}: make them equal`,
      );
    }
  }

  /** AWS makes this group with the VPC. Nobody uses it, so it lets nothing in or out. */
  private closeDefaultSecurityGroup(names: Names): void {
    new DefaultSecurityGroup(this, 'DefaultSecurityGroup', {
      vpcId: this.vpcId,
      tags: { Name: `${names.prefix}-default-unused` },
    });
  }

  private internetRoutes(names: Names): string {
    const tags = { Name: names.prefix };
    const gateway = new InternetGateway(this, 'InternetGateway', { vpcId: this.vpcId, tags });
    const table = new RouteTable(this, 'RouteTable', { vpcId: this.vpcId, tags });
    new Route(this, 'InternetRoute', {
      routeTableId: table.id,
      destinationCidrBlock: '0.0.0.0/0',
      gatewayId: gateway.id,
    });
    return table.id;
  }

  private availabilityZones({ maxAzs, availabilityZones }: NetworkProps): readonly string[] {
    if (availabilityZones !== undefined) return availabilityZones;
    const standard = new DataAwsAvailabilityZones(this, 'Zones', {
      state: 'available',
      excludeZoneIds: ZONES_WITHOUT_ONE_ZONE_EFS,
      // no local or Wavelength zones: they have neither EFS nor most instance types
      filter: [{ name: 'opt-in-status', values: ['opt-in-not-required'] }],
      lifecycle: {
        postcondition: [
          {
            condition: `\${length(self.names) >= ${maxAzs}}`,
            errorMessage: `the region has fewer than ${maxAzs} availability zones: lower Vpc.MaxAZs in base.yaml`,
          },
        ],
      },
    });
    return Array.from({ length: maxAzs }, (_, index) => Token.asString(Fn.element(standard.names, index)));
  }

  private publicSubnet(ordinal: number, availabilityZone: string, routeTableId: string, props: NetworkProps): Zone {
    const key = String(ordinal);
    const subnet = new Subnet(this, `PublicSubnet${key}`, {
      vpcId: this.vpcId,
      cidrBlock: subnetCidr(ordinal),
      availabilityZone,
      mapPublicIpOnLaunch: true,
      tags: { Name: `${props.names.prefix}-public-${key}` },
      lifecycle: {
        // Moving a subnet would replace it under the leaves' mount targets. So a zone that AWS adds moves nothing …
        ignoreChanges: ['availability_zone'],
        // … and another name in the config is refused, not ignored.
        ...(props.availabilityZones !== undefined && { postcondition: [staysIn(availabilityZone, key)] }),
      },
    });
    new RouteTableAssociation(this, `PublicSubnet${key}Routes`, { subnetId: subnet.id, routeTableId });
    return { key, name: subnet.availabilityZone, subnetId: subnet.id };
  }
}

function staysIn(availabilityZone: string, key: string): Postcondition {
  const actual = TerraformSelf.getString('availability_zone');
  return {
    condition: Token.asString(Op.eq(actual, availabilityZone)),
    errorMessage:
      `subnet ${key} is in ${actual} and cannot move to ${availabilityZone}: ` +
      'put its zone back into Vpc.AvailabilityZones of base.yaml, or destroy every leaf and base first',
  };
}
