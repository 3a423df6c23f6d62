import {
  type Filter,
  paginateDescribeInternetGateways,
  paginateDescribeLaunchTemplates,
  paginateDescribeRouteTables,
  paginateDescribeSecurityGroupRules,
  paginateDescribeSecurityGroups,
  paginateDescribeSubnets,
  paginateDescribeVpcs,
  type SecurityGroupRule,
} from '@aws-sdk/client-ec2';
import { z } from 'zod';

import { all, type Lookup, lookup } from './lookup';

const tags = z.record(z.string(), z.string());
const tagged = z.object({ tags_all: tags });
const taggedInVpc = tagged.extend({ vpc_id: z.string() });

const filter = (Name: string, ...Values: string[]): Filter => ({ Name, Values });

/** Filters for everything that carries all of a planned resource's tags. */
const withTags = (all: z.output<typeof tags>): Filter[] =>
  Object.entries(all).map(([key, value]) => filter(`tag:${key}`, value));

const rule = z.object({
  security_group_id: z.string(),
  ip_protocol: z.string(),
  from_port: z.number().nullish(),
  to_port: z.number().nullish(),
  cidr_ipv4: z.string().nullish(),
  cidr_ipv6: z.string().nullish(),
  referenced_security_group_id: z.string().nullish(),
});

const ruleLookup = (isEgress: boolean): Lookup =>
  lookup(
    // what is known only after apply is missing, and null says that there is none
    rule.refine((one) => one.cidr_ipv4 ?? one.cidr_ipv6 ?? one.referenced_security_group_id),
    async (planned, { clients: { ec2 } }) => {
      const rules = await all(
        paginateDescribeSecurityGroupRules(
          { client: ec2 },
          { Filters: [filter('group-id', planned.security_group_id)] },
        ),
        ({ SecurityGroupRules }) => SecurityGroupRules,
      );
      return rules
        .filter((one) => one.IsEgress === isEgress && keyOf(one) === keyOfPlanned(planned))
        .map((one) => one.SecurityGroupRuleId);
    },
  );

/** For all protocols and all ports AWS answers -1, and a plan has nothing. */
const port = (value: number | null | undefined) => value ?? -1;

function keyOf(one: SecurityGroupRule): string {
  const source = one.CidrIpv4 ?? one.CidrIpv6 ?? one.ReferencedGroupInfo?.GroupId;
  return [one.IpProtocol, port(one.FromPort), port(one.ToPort), source].join(' ');
}

function keyOfPlanned(one: z.output<typeof rule>): string {
  const source = one.cidr_ipv4 ?? one.cidr_ipv6 ?? one.referenced_security_group_id;
  return [one.ip_protocol, port(one.from_port), port(one.to_port), source].join(' ');
}

/** Resources of EC2. */
export const NETWORK: Readonly<Record<string, Lookup>> = {
  aws_vpc: lookup(tagged, async ({ tags_all }, { clients: { ec2 } }) => {
    const vpcs = await all(paginateDescribeVpcs({ client: ec2 }, { Filters: withTags(tags_all) }), ({ Vpcs }) => Vpcs);
    return vpcs.map(({ VpcId }) => VpcId);
  }),
  aws_subnet: lookup(
    z.object({ vpc_id: z.string(), cidr_block: z.string() }),
    async ({ vpc_id: vpc, cidr_block: cidr }, { clients: { ec2 } }) => {
      const filters = [filter('vpc-id', vpc), filter('cidr-block', cidr)];
      const subnets = await all(
        paginateDescribeSubnets({ client: ec2 }, { Filters: filters }),
        ({ Subnets }) => Subnets,
      );
      return subnets.map(({ SubnetId }) => SubnetId);
    },
  ),
  // not by its VPC: it is attached after it was created
  aws_internet_gateway: lookup(tagged, async ({ tags_all }, { clients: { ec2 } }) => {
    const gateways = await all(
      paginateDescribeInternetGateways({ client: ec2 }, { Filters: withTags(tags_all) }),
      ({ InternetGateways }) => InternetGateways,
    );
    return gateways.map(({ InternetGatewayId }) => InternetGatewayId);
  }),
  aws_route_table: lookup(taggedInVpc, async ({ vpc_id: vpc, tags_all }, { clients: { ec2 } }) => {
    const tables = await all(
      paginateDescribeRouteTables({ client: ec2 }, { Filters: [filter('vpc-id', vpc), ...withTags(tags_all)] }),
      ({ RouteTables }) => RouteTables,
    );
    return tables.map(({ RouteTableId }) => RouteTableId);
  }),
  // the provider has an error of its own for one that does not exist
  aws_route_table_association: lookup(
    z.object({ subnet_id: z.string(), route_table_id: z.string() }),
    async ({ subnet_id: subnet, route_table_id: table }, { clients: { ec2 } }) => {
      const tables = await all(
        paginateDescribeRouteTables({ client: ec2 }, { Filters: [filter('association.subnet-id', subnet)] }),
        ({ RouteTables }) => RouteTables,
      );
      return tables.filter(({ RouteTableId }) => RouteTableId === table).map(() => `${subnet}/${table}`);
    },
  ),
  aws_security_group: lookup(
    z.object({ vpc_id: z.string(), name: z.string() }),
    async ({ vpc_id: vpc, name }, { clients: { ec2 } }) => {
      const filters = [filter('vpc-id', vpc), filter('group-name', name)];
      const groups = await all(
        paginateDescribeSecurityGroups({ client: ec2 }, { Filters: filters }),
        ({ SecurityGroups }) => SecurityGroups,
      );
      return groups.map(({ GroupId }) => GroupId);
    },
  ),
  aws_vpc_security_group_ingress_rule: ruleLookup(false),
  aws_vpc_security_group_egress_rule: ruleLookup(true),
  aws_launch_template: lookup(z.object({ name: z.string() }), async ({ name }, { clients: { ec2 } }) => {
    const templates = await all(
      paginateDescribeLaunchTemplates({ client: ec2 }, { Filters: [filter('launch-template-name', name)] }),
      ({ LaunchTemplates }) => LaunchTemplates,
    );
    return templates.map(({ LaunchTemplateId }) => LaunchTemplateId);
  }),
};
