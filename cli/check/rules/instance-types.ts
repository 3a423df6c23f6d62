import { type EC2Client, paginateDescribeInstanceTypeOfferings } from '@aws-sdk/client-ec2';
import { closest, distance } from 'fastest-levenshtein';

import { BASE_STACK_NAME } from '../../../modules/config/stack-name';
import { type LeafConfig } from '../../../modules/config/types';
import { outputsOf } from '../../state/contents';
import { type Check, type CheckInput, type Finding, type Rule } from '../rule';
import { permitted } from '../permitted';

/** The Region has each leaf's instance types, in a zone of base where base is deployed or base.yaml names zones. */
export const instanceTypes: Rule = (checked) => {
  const { region } = checked.config.base;
  const { leaves } = checked.config;
  const { ec2 } = checked.clientsIn(region);
  const wanted = leaves.flatMap(typesOf);
  const types = new Set(wanted.map(({ type }) => type));
  // one question for all leaves
  let zones: Promise<Map<string, string[]>> | undefined;
  let ofBase: Promise<string[]> | undefined;
  return wanted.map(({ id, type, path }): Check => ({
    what: `${id}: the instance type ${type} exists in ${region}`,
    id,
    path,
    find: async () =>
      find(type, await (zones ??= zonesOf(ec2, [...types])), checked, await (ofBase ??= zonesOfBase(checked))),
  }));
};

/** The types that a leaf can run on, each with its key. */
function typesOf({ id, instanceType, fallbackInstanceTypes = [] }: LeafConfig) {
  return [
    { id, type: instanceType, path: ['Ec2', 'InstanceType'] },
    ...fallbackInstanceTypes.map((type, index) => ({ id, type, path: ['Ec2', 'FallbackInstanceTypes', index] })),
  ];
}

async function find(
  instanceType: string,
  zones: ReadonlyMap<string, readonly string[]>,
  { config, clientsIn }: CheckInput,
  ofBase: readonly string[],
): Promise<Finding[]> {
  const { region, vpc } = config.base;
  const all = () => zonesOf(clientsIn(region).ec2);
  const offered = zones.get(instanceType) ?? [];
  if (offered.length === 0) {
    const types = [...(await all()).keys()].sort();
    const similar = types.length === 0 ? '' : `: did you mean ${closest(instanceType, types)}?`;
    return [{ message: `'${instanceType}' is not an instance type of ${region}${similar}` }];
  }
  const { availabilityZones: named } = vpc;
  const zonesOfLeaf = named ?? ofBase;
  if (zonesOfLeaf.length === 0 || zonesOfLeaf.some((zone) => offered.includes(zone))) return [];
  const why = named === undefined ? "where base's network is" : 'which Vpc.AvailabilityZones of base.yaml names';
  const others = typesLike(instanceType, await all(), zonesOfLeaf);
  const such = others.length === 0 ? '' : `, such as ${others.join(', ')},`;
  const zone = `another zone${named === undefined ? ' in Vpc.AvailabilityZones of base.yaml' : ''}`;
  const message =
    `${instanceType} is not offered in ${zonesOfLeaf.join(', ')}, ${why}, but in ${[...offered].sort().join(', ')}: use ` +
    `another type${such} or, before any leaf is deployed, ${zone}`;
  return [{ message }];
}

/** At most three types of the same size that one of the zones offers: those whose names are most like it. */
function typesLike(type: string, all: ReadonlyMap<string, readonly string[]>, zones: readonly string[]): string[] {
  const size = type.split('.')[1] ?? '';
  return [...all]
    .filter(([other, offered]) => other.endsWith(`.${size}`) && zones.some((zone) => offered.includes(zone)))
    .map(([other]) => other)
    .sort((a, b) => distance(a, type) - distance(b, type) || (a < b ? -1 : 1))
    .slice(0, 3);
}

/** Zones that base's network is in, in alphabetical order; none where base is not deployed, or not with this number of them. */
async function zonesOfBase({ config, deployed, states }: CheckInput): Promise<string[]> {
  if (!deployed.includes(BASE_STACK_NAME)) return [];
  const outputs = (await states.read(BASE_STACK_NAME)).flatMap((state) => Object.entries(outputsOf(state)));
  const zones = outputs.flatMap(([name, value]) =>
    name.startsWith('availability_zone_') && typeof value === 'string' ? [value] : [],
  );
  return zones.length === config.base.vpc.maxAZs ? zones.sort() : [];
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
