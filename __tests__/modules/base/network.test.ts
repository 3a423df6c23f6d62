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

test('the VPC resolves the names of file systems', () => {
  expect(template().resource('aws_vpc')).toEqual({
    cidr_block: '10.0.0.0/16',
    enable_dns_hostnames: true,
    enable_dns_support: true,
    tags: { Name: 'project-base' },
  });
});

test('each zone has a public subnet with addresses of its own', () => {
  const subnets = template({ maxAzs: 3 }).resources('aws_subnet');

  expect(subnets.map((subnet) => subnet.cidr_block)).toEqual(['10.0.0.0/20', '10.0.16.0/20', '10.0.32.0/20']);
  expect(subnets.map((subnet) => subnet.tags)).toEqual([
    { Name: 'project-base-public-1' },
    { Name: 'project-base-public-2' },
    { Name: 'project-base-public-3' },
  ]);
  expect(subnets.map((subnet) => subnet.map_public_ip_on_launch)).toEqual([true, true, true]);
});

test('every subnet reaches the internet through the gateway, and there is no NAT', () => {
  const found = template({ maxAzs: 2 });
  const routeTable = /^\$\{aws_route_table\.Network_RouteTable.+\.id\}$/;

  expect(found.resource('aws_internet_gateway')).toMatchObject({ tags: { Name: 'project-base' } });
  expect(found.resource('aws_route')).toEqual({
    destination_cidr_block: '0.0.0.0/0',
    gateway_id: expect.stringMatching(/^\$\{aws_internet_gateway\..+\.id\}$/) as string,
    route_table_id: expect.stringMatching(routeTable) as string,
  });
  const associations = found.resources('aws_route_table_association');
  expect(associations).toHaveLength(2);
  expect(associations[0]).toEqual({
    route_table_id: expect.stringMatching(routeTable) as string,
    subnet_id: expect.stringMatching(/aws_subnet\.Network_PublicSubnet1_/) as string,
  });
  expect(associations[1]?.subnet_id).toMatch(/aws_subnet\.Network_PublicSubnet2_/);
  expect(found.addresses().filter((address) => /nat_gateway|eip/.test(address))).toEqual([]);
});

test("the VPC's default security group has no rules", () => {
  expect(template().resource('aws_default_security_group')).toEqual({
    vpc_id: expect.stringMatching(/^\$\{aws_vpc\..+\.id\}$/) as string,
    tags: { Name: 'project-base-default-unused' },
  });
});

describe('zones', () => {
  test("are the region's first standard ones", () => {
    const found = template({ maxAzs: 2 });

    expect(found.dataSource('aws_availability_zones')).toMatchObject({
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

  test('have the given names, and AWS is not asked', () => {
    const found = template({ maxAzs: 2, availabilityZones: ['eu-central-1c', 'eu-central-1a'] });

    expect(found.resources('aws_subnet').map((subnet) => subnet.availability_zone)).toEqual([
      'eu-central-1c',
      'eu-central-1a',
    ]);
    expect(found.dataSources('aws_availability_zones')).toEqual([]);
  });

  test('of a region must be as many as the config wants', () => {
    expect(template({ maxAzs: 4 }).dataSource('aws_availability_zones').lifecycle).toEqual({
      postcondition: [
        {
          condition: '${length(self.names) >= 4}',
          error_message: 'the region has fewer than 4 availability zones: lower Vpc.MaxAZs in base.yaml',
        },
      ],
    });
  });

  test('that AWS adds do not move a subnet', () => {
    expect(template().resource('aws_subnet').lifecycle).toEqual({ ignore_changes: ['availability_zone'] });
  });

  test('that were renamed in the config are refused, since a subnet cannot move', () => {
    expect(template({ availabilityZones: ['eu-central-1b'] }).resource('aws_subnet').lifecycle).toEqual({
      ignore_changes: ['availability_zone'],
      postcondition: [
        {
          condition: '${(self.availability_zone == "eu-central-1b")}',
          error_message:
            'subnet 1 is in ${self.availability_zone} and cannot move to eu-central-1b: ' +
            'put its zone back into Vpc.AvailabilityZones of base.yaml, or destroy every leaf and base first',
        },
      ],
    });
  });

  test('are known to the leaves by what exists', () => {
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
      name_1: {
        value: expect.stringMatching(/^\$\{aws_subnet\.Network_PublicSubnet1_.+\.availability_zone\}$/) as string,
      },
      name_2: {
        value: expect.stringMatching(/^\$\{aws_subnet\.Network_PublicSubnet2_.+\.availability_zone\}$/) as string,
      },
      subnet_1: { value: expect.stringMatching(/^\$\{aws_subnet\.Network_PublicSubnet1_.+\.id\}$/) as string },
      subnet_2: { value: expect.stringMatching(/^\$\{aws_subnet\.Network_PublicSubnet2_.+\.id\}$/) as string },
    });
  });

  test('that are added leave the first subnets as they are', () => {
    expect(template({ maxAzs: 3 }).addresses()).toEqual(expect.arrayContaining(template({ maxAzs: 2 }).addresses()));
  });
});

test.each([0, 7, 1.5, NaN])('fails with %p zones', (maxAzs) => {
  expect(() => template({ maxAzs })).toThrow(`Vpc.MaxAZs is ${maxAzs}: give a whole number from 1 to 6`);
});

test('takes as many zones as a Region has, each with addresses of its own', () => {
  const cidrBlocks = template({ maxAzs: 6 })
    .resources('aws_subnet')
    .map((subnet) => subnet.cidr_block);

  expect(new Set(cidrBlocks).size).toBe(6);
  expect(cidrBlocks).toContain('10.0.80.0/20');
});

test('fails when the names are not as many as the zones', () => {
  expect(() => template({ maxAzs: 2, availabilityZones: ['eu-central-1a'] })).toThrow(
    'Vpc.AvailabilityZones has 1 names and Vpc.MaxAZs is 2: give as many names',
  );
});
