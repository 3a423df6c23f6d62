import { DataAwsAvailabilityZone } from '@cdktf/provider-aws/lib/data-aws-availability-zone';
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
import { oneZoneEfsZoneIds } from '../aws/one-zone-efs';
import { type Zone } from '../aws/storage-types';
import { ValidationError } from '../aws/validation-error';

/** 16 subnets of 4,091 usable addresses each: more than the leaves will ever need. */
const subnetCidr = (ordinal: number) => `10.0.${(ordinal - 1) * 16}.0/20`;

/** Never used, as long as nobody names it: One Zone file systems do not exist there. Its letter differs from account to account. */
const EXCLUDED_ZONES = ['use1-az3'];

export interface NetworkProps {
  readonly names: Names;
  readonly region: string;
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
    this.zones = this.availabilityZones(props).reduce<Zone[]>(
      (zones, availabilityZone) => [...zones, this.publicSubnet(zones, availabilityZone, routeTableId, props)],
      [],
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

  private availabilityZones(props: NetworkProps): readonly string[] {
    // with one zone, file systems are One Zone; subnets that exist stay in their zones
    const zoneIds = props.maxAzs === 1 ? oneZoneEfsZoneIds(props.region) : undefined;
    if (props.availabilityZones === undefined) return this.standardZones(props, zoneIds);
    const [zone] = props.availabilityZones;
    if (zone !== undefined && zoneIds !== undefined) this.checkOneZoneEfs(zone, props.region, zoneIds);
    return props.availabilityZones;
  }

  private standardZones({ maxAzs, region }: NetworkProps, zoneIds: readonly string[] | undefined): readonly string[] {
    const standard = new DataAwsAvailabilityZones(this, 'Zones', {
      state: 'available',
      excludeZoneIds: EXCLUDED_ZONES,
      filter: [
        // no local or Wavelength zones: they have neither EFS nor most instance types
        { name: 'opt-in-status', values: ['opt-in-not-required'] },
        ...(zoneIds ? [{ name: 'zone-id', values: [...zoneIds] }] : []),
      ],
      lifecycle: {
        postcondition: [
          {
            condition: `\${length(self.names) >= ${maxAzs}}`,
            errorMessage: zoneIds
              ? `EFS One Zone is only in the zones ${zoneIds.join(', ')} of ${region}, and this account has none of them: set Vpc.MaxAZs to 2 in base.yaml`
              : `the region has fewer than ${maxAzs} availability zones: lower Vpc.MaxAZs in base.yaml`,
          },
        ],
      },
    });
    return Array.from({ length: maxAzs }, (_, index) => Token.asString(Fn.element(standard.names, index)));
  }

  /** Only AWS knows which id the name has in this account. */
  private checkOneZoneEfs(name: string, region: string, zoneIds: readonly string[]): void {
    new DataAwsAvailabilityZone(this, 'NamedZone', {
      name,
      lifecycle: {
        postcondition: [
          {
            condition: Token.asString(Fn.contains([...zoneIds], TerraformSelf.getString('zone_id'))),
            errorMessage:
              `${name} is \${self.zone_id}, and EFS One Zone is only in the zones ${zoneIds.join(', ')} of ${region}: ` +
              'name another zone in Vpc.AvailabilityZones of base.yaml, or set Vpc.MaxAZs to 2. ' +
              'If base is deployed and no leaf has volumes, remove Vpc.AvailabilityZones: base stays in its zone',
          },
        ],
      },
    });
  }

  private publicSubnet(
    before: readonly Zone[],
    availabilityZone: string,
    routeTableId: string,
    props: NetworkProps,
  ): Zone {
    const ordinal = before.length + 1;
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
        // A subnet that exists may be in another zone than AWS now lists in its place, and so in the next one's.
        ...(props.availabilityZones === undefined && before.length > 0 && { postcondition: [isAlone(before, key)] }),
      },
    });
    new RouteTableAssociation(this, `PublicSubnet${key}Routes`, { subnetId: subnet.id, routeTableId });
    return { key, name: subnet.availabilityZone, subnetId: subnet.id };
  }
}

function isAlone(before: readonly Zone[], key: string): Postcondition {
  const actual = TerraformSelf.getString('availability_zone');
  return {
    condition: Token.asString(
      Op.not(
        Fn.contains(
          before.map(({ name }) => name),
          actual,
        ),
      ),
    ),
    errorMessage:
      `subnets ${before.map((zone) => zone.key).join(', ')} and ${key} cannot both be in ${actual}: ` +
      'name a zone for each subnet in Vpc.AvailabilityZones of base.yaml, beginning with those that base has',
  };
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
