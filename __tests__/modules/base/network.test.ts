import { DataAwsAvailabilityZones } from '@cdktf/provider-aws/lib/data-aws-availability-zones';
import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { TerraformOutput } from 'cdktf';

import { Names } from '../../../modules/aws/naming';
import { Network, type NetworkProps } from '../../../modules/base/network';
import { Template } from '../../support/template';

const props = (more: Partial<NetworkProps> = {}): NetworkProps => ({
  names: new Names('project', 'base'),
  maxAzs: 1,
  ...more,
});

const template = (more: Partial<NetworkProps> = {}) =>
  Template.of((stack) => {
    new Network(stack, 'Network', props(more));
  });

const subnetReference = (id: string, attribute: string) =>
  new RegExp(`^\\$\\{aws_subnet\\.Network_${id}_[0-9A-F]{8}\\.${attribute}\\}$`);

test('the VPC resolves the names of file systems', () => {
  const found = template();

  expect(found.synthesized).toHaveResourceWithProperties(Vpc, {
    cidr_block: '10.0.0.0/16',
    enable_dns_hostnames: true,
    enable_dns_support: true,
    tags: { Name: 'project-base' },
  });
  expect(Object.keys(found.resource('aws_vpc'))).toHaveLength(4);
});

test('each zone has a public subnet with addresses of its own', () => {
  const found = template({ maxAzs: 3 });

  for (const [index, cidr_block] of ['10.0.0.0/20', '10.0.16.0/20', '10.0.32.0/20'].entries()) {
    expect(found.synthesized).toHaveResourceWithProperties(Subnet, {
      vpc_id: found.reference('aws_vpc', 'id'),
      cidr_block,
      tags: { Name: `project-base-public-${index + 1}` },
      map_public_ip_on_launch: true,
    });
  }
  expect(found.resources('aws_subnet')).toHaveLength(3);
});

test('every subnet reaches the internet through the gateway, and there is no NAT gateway', () => {
  const found = template({ maxAzs: 2 });
  const routeTableId = found.reference('aws_route_table', 'id');

  expect(found.synthesized).toHaveResourceWithProperties(InternetGateway, {
    vpc_id: found.reference('aws_vpc', 'id'),
    tags: { Name: 'project-base' },
  });
  expect(found.synthesized).toHaveResourceWithProperties(Route, {
    destination_cidr_block: '0.0.0.0/0',
    gateway_id: found.reference('aws_internet_gateway', 'id'),
    route_table_id: routeTableId,
  });
  expect(Object.keys(found.resource('aws_route'))).toHaveLength(3);
  for (const subnet of ['PublicSubnet1', 'PublicSubnet2']) {
    expect(found.synthesized).toHaveResourceWithProperties(RouteTableAssociation, {
      route_table_id: routeTableId,
      subnet_id: expect.stringMatching(subnetReference(subnet, 'id')) as unknown,
    });
  }
  expect(found.resources('aws_route_table_association')).toHaveLength(2);
  expect(found.addresses().filter((address) => /nat_gateway|eip/.test(address))).toEqual([]);
});

test("the VPC's default security group has no rules", () => {
  const found = template();

  expect(found.synthesized).toHaveResourceWithProperties(DefaultSecurityGroup, {
    vpc_id: found.reference('aws_vpc', 'id'),
    tags: { Name: 'project-base-default-unused' },
  });
  expect(Object.keys(found.resource('aws_default_security_group')).sort()).toEqual(['tags', 'vpc_id']);
});

describe('zones', () => {
  test("are the region's first standard zones", () => {
    const found = template({ maxAzs: 2 });

    expect(found.synthesized).toHaveDataSourceWithProperties(DataAwsAvailabilityZones, {
      state: 'available',
      filter: [{ name: 'opt-in-status', values: ['opt-in-not-required'] }],
      // One Zone file systems do not exist there
      exclude_zone_ids: ['use1-az3'],
    });
    expect(found.resources('aws_subnet').map((subnet) => subnet.availability_zone)).toEqual([
      expect.stringMatching(/^\$\{element\(data\.aws_availability_zones\..+\.names, 0\)\}$/),
      expect.stringMatching(/^\$\{element\(data\.aws_availability_zones\..+\.names, 1\)\}$/),
    ]);
  });

  test('are those that the config names, without asking AWS', () => {
    const found = template({ maxAzs: 2, availabilityZones: ['eu-central-1c', 'eu-central-1a'] });

    expect(found.resources('aws_subnet').map((subnet) => subnet.availability_zone)).toEqual([
      'eu-central-1c',
      'eu-central-1a',
    ]);
    expect(found.dataSources('aws_availability_zones')).toEqual([]);
  });

  test('fail the plan when the region has fewer than the config wants', () => {
    expect(template({ maxAzs: 4 }).synthesized).toHaveDataSourceWithProperties(DataAwsAvailabilityZones, {
      lifecycle: {
        postcondition: [
          {
            condition: '${length(self.names) >= 4}',
            error_message: 'the region has fewer than 4 availability zones: lower Vpc.MaxAZs in base.yaml',
          },
        ],
      },
    });
  });

  test('that AWS adds do not move a subnet', () => {
    expect(template().synthesized).toHaveResourceWithProperties(Subnet, {
      lifecycle: { ignore_changes: ['availability_zone'] },
    });
  });

  test('fail the plan when the config names others than before, since a subnet cannot move', () => {
    expect(template({ availabilityZones: ['eu-central-1b'] }).synthesized).toHaveResourceWithProperties(Subnet, {
      lifecycle: {
        ignore_changes: ['availability_zone'],
        postcondition: [
          {
            condition: '${(self.availability_zone == "eu-central-1b")}',
            error_message:
              'subnet 1 is in ${self.availability_zone} and cannot move to eu-central-1b: ' +
              'put its zone back into Vpc.AvailabilityZones of base.yaml, or destroy every leaf and base first',
          },
        ],
      },
    });
  });

  test('reach the leaves as the subnets have them, not as AWS lists them', () => {
    const keys: string[] = [];
    const output = Template.of((stack) => {
      for (const { key, name, subnetId } of new Network(stack, 'Network', props({ maxAzs: 2 })).zones) {
        keys.push(key);
        new TerraformOutput(stack, `name_${key}`, { value: name, staticId: true });
        new TerraformOutput(stack, `subnet_${key}`, { value: subnetId, staticId: true });
      }
    }).json.output;

    expect(keys).toEqual(['1', '2']);
    expect(output).toEqual({
      // of the subnet, not of AWS's list, which can change later
      name_1: { value: expect.stringMatching(subnetReference('PublicSubnet1', 'availability_zone')) as string },
      name_2: { value: expect.stringMatching(subnetReference('PublicSubnet2', 'availability_zone')) as string },
      subnet_1: { value: expect.stringMatching(subnetReference('PublicSubnet1', 'id')) as string },
      subnet_2: { value: expect.stringMatching(subnetReference('PublicSubnet2', 'id')) as string },
    });
  });

  test('that are added leave the first subnets as they are', () => {
    expect(template({ maxAzs: 3 }).addresses()).toEqual(expect.arrayContaining(template({ maxAzs: 2 }).addresses()));
  });
});

test.each([0, 7, 1.5, NaN])('fails when MaxAZs is %p', (maxAzs) => {
  expect(() => template({ maxAzs })).toThrow(`stack/Network: Vpc.MaxAZs is ${maxAzs}: give a whole number from 1 to 6`);
});

test('takes as many zones as a Region has, each with addresses of its own', () => {
  const cidrBlocks = template({ maxAzs: 6 })
    .resources('aws_subnet')
    .map((subnet) => subnet.cidr_block);

  expect(new Set(cidrBlocks).size).toBe(6);
  expect(cidrBlocks).toContain('10.0.80.0/20');
});

test('fails when the config names another number of zones than MaxAZs', () => {
  expect(() => template({ maxAzs: 2, availabilityZones: ['eu-central-1a'] })).toThrow(
    'stack/Network: Vpc.MaxAZs is 2, but the number of Vpc.AvailabilityZones is 1: make them equal',
  );
});
