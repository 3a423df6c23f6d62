import { type EC2Client, paginateDescribeInstanceTypeOfferings } from '@aws-sdk/client-ec2';
import { closest } from 'fastest-levenshtein';

import { type LeafConfig } from '../../../modules/config/types';
import { type Check, type CheckInput, type Finding, type Rule } from '../rule';
import { permitted } from '../permitted';

const KEY = ['Ec2', 'InstanceType'];

/** The Region has each leaf's instance type, in a zone of base where base.yaml names zones. */
export const instanceTypes: Rule = (checked) => {
  const { region } = checked.config.base;
  const { leaves } = checked.config;
  const { ec2 } = checked.clientsIn(region);
  const types = new Set(leaves.map(({ instanceType }) => instanceType));
  // one question for all leaves
  let zones: Promise<Map<string, string[]>> | undefined;
  return leaves.map((leaf): Check => ({
    what: `${leaf.id}: the instance type ${leaf.instanceType} exists in ${region}`,
    id: leaf.id,
    path: KEY,
    find: async () => find(leaf, await (zones ??= zonesOf(ec2, [...types])), checked),
  }));
};

async function find(
  { instanceType }: LeafConfig,
  zones: ReadonlyMap<string, readonly string[]>,
  { config, clientsIn }: CheckInput,
): Promise<Finding[]> {
  const { region, vpc } = config.base;
  const offered = zones.get(instanceType) ?? [];
  if (offered.length === 0) {
    const all = await zonesOf(clientsIn(region).ec2);
    const similar = all.size === 0 ? '' : `: did you mean ${closest(instanceType, [...all.keys()].sort())}?`;
    return [{ message: `'${instanceType}' is not an instance type of ${region}${similar}` }];
  }
  const { availabilityZones: named } = vpc;
  if (named === undefined || named.some((zone) => offered.includes(zone))) return [];
  const message =
    `${instanceType} is not offered in ${named.join(', ')}, which Vpc.AvailabilityZones of base.yaml names, but in ` +
    `${[...offered].sort().join(', ')}: use another type or, before any leaf is deployed, another zone`;
  return [{ message }];
}

/**
 * The zones that offer instance types, by type.
 *
 * @param types @default all
 */
async function zonesOf(client: EC2Client, types?: readonly string[]): Promise<Map<string, string[]>> {
  const filters = types && [{ Name: 'instance-type', Values: [...types] }];
  const pages = paginateDescribeInstanceTypeOfferings(
    { client },
    { LocationType: 'availability-zone', ...(filters && { Filters: filters }) },
  );
  return permitted(
    'ec2:DescribeInstanceTypeOfferings',
    (async () => {
      const zones = new Map<string, string[]>();
      for await (const { InstanceTypeOfferings: offerings = [] } of pages) {
        for (const { InstanceType: type, Location: zone } of offerings) {
          if (type !== undefined && zone !== undefined) zones.set(type, [...(zones.get(type) ?? []), zone]);
        }
      }
      return zones;
    })(),
  );
}
