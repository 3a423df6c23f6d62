import { type _InstanceType, DescribeInstanceTypeOfferingsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { mockClient } from 'aws-sdk-client-mock';

import { type CheckInput } from '../../../../cli/check/rule';
import { instanceTypes } from '../../../../cli/check/rules/instance-types';
import { parseState } from '../../../../cli/state/contents';
import { LEAF } from '../../../modules/config/support';
import { checked, findingsOf } from '../../support/checked';

const ec2 = mockClient(EC2Client);

beforeEach(() => {
  ec2.reset();
  ec2.on(DescribeInstanceTypeOfferingsCommand).callsFake(({ Filters }: { Filters?: { Values: string[] }[] }) => ({
    InstanceTypeOfferings: OFFERED.filter(({ InstanceType }) => Filters?.[0]?.Values.includes(InstanceType) ?? true),
  }));
});

const offering = (type: _InstanceType, zone: string) => ({
  InstanceType: type,
  LocationType: 'availability-zone' as const,
  Location: `eu-central-1${zone}`,
});
const OFFERED = [
  offering('m7i-flex.large', 'b'),
  offering('m7i-flex.large', 'a'),
  offering('m7i-flex.xlarge', 'a'),
  offering('t3.medium', 'a'),
  offering('c7i-flex.large', 'c'),
  offering('c7i.large', 'a'),
  offering('r5.large', 'a'),
  offering('t3.large', 'a'),
];
const zones = (...names: readonly string[]) =>
  `Vpc: { MaxAZs: ${names.length}, AvailabilityZones: [${names.join(', ')}] }
`;
const leafOf = (type: string) => LEAF.replace('m7i-flex.large', type);

test.each(['', zones('eu-central-1b', 'eu-central-1c')])(
  'the Region has the type, in a zone of base: %j',
  async (base) => {
    expect(await findingsOf(instanceTypes, checked({ base }))).toEqual([
      'fine: minecraft: the instance type m7i-flex.large exists in eu-central-1',
    ]);
    expect(ec2.calls()).toHaveLength(1);
  },
);

test.each([
  ['m7i-flex.larg', 'm7i-flex.large'],
  ['t3.mediun', 't3.medium'],
])('fails for the type %s, and names the one that is most like it', async (type, meant) => {
  expect(await findingsOf(instanceTypes, checked({ minecraft: leafOf(type) }))).toEqual([
    `config/leaves/minecraft.yaml:2:17 Ec2.InstanceType: '${type}' is not an instance type of eu-central-1: did you mean ` +
      `${meant}?`,
  ]);
});

test('fails for a type that none of the named zones offers', async () => {
  expect(await findingsOf(instanceTypes, checked({ base: zones('eu-central-1c') }))).toEqual([
    'config/leaves/minecraft.yaml:2:17 Ec2.InstanceType: m7i-flex.large is not offered in eu-central-1c, which ' +
      'Vpc.AvailabilityZones of base.yaml names, but in eu-central-1a, eu-central-1b: use another type, such as ' +
      'c7i-flex.large, or, before any leaf is deployed, another zone',
  ]);
});

test('looks at fallback types too, with one question, and says which one is not offered', async () => {
  const leaf = leafOf('m7i-flex.large\n  FallbackInstanceTypes: [r5.large, c7i-flex.large, m6i.larg]');

  expect(await findingsOf(instanceTypes, checked({ base: zones('eu-central-1a'), minecraft: leaf }))).toEqual([
    'fine: minecraft: the instance type m7i-flex.large exists in eu-central-1',
    'fine: minecraft: the instance type r5.large exists in eu-central-1',
    'config/leaves/minecraft.yaml:3:37 Ec2.FallbackInstanceTypes[1]: c7i-flex.large is not offered in eu-central-1a, which ' +
      'Vpc.AvailabilityZones of base.yaml names, but in eu-central-1c: use another type, such as m7i-flex.large, ' +
      'c7i.large, r5.large, or, before any leaf is deployed, another zone',
    "config/leaves/minecraft.yaml:3:53 Ec2.FallbackInstanceTypes[2]: 'm6i.larg' is not an instance type of eu-central-1: did you mean c7i.large?",
  ]);
});

/** The state of base, whose network is in these zones. */
function deployedIn(...letters: readonly string[]): Partial<CheckInput> {
  const outputs: Record<string, unknown> = { vpc_id: { value: 'vpc-1' } };
  for (const [index, letter] of letters.entries()) {
    outputs[`availability_zone_${index + 1}`] = { value: `eu-central-1${letter}` };
  }
  const text = JSON.stringify({ version: 4, outputs });
  return { deployed: ['base'], states: { read: () => Promise.resolve([parseState(text, 'base')]) } };
}

test("fails for a type that no zone of base's network offers, and names types of its size that one does", async () => {
  expect(await findingsOf(instanceTypes, checked({ minecraft: leafOf('c7i-flex.large') }, deployedIn('a')))).toEqual([
    "config/leaves/minecraft.yaml:2:17 Ec2.InstanceType: c7i-flex.large is not offered in eu-central-1a, where base's network " +
      'is, but in eu-central-1c: use another type, such as m7i-flex.large, c7i.large, r5.large, or, before any leaf is ' +
      'deployed, another zone in Vpc.AvailabilityZones of base.yaml',
  ]);
});

test.each([
  ['base is in a zone that offers it', '', deployedIn('c')],
  ['base is not deployed', '', {}],
  ['base was deployed with fewer zones', 'Vpc: { MaxAZs: 2 }\n', deployedIn('a')],
  ['base.yaml names another zone than that of base', zones('eu-central-1c'), deployedIn('a')],
])('the type is fine where %s', async (_, base, more) => {
  expect(await findingsOf(instanceTypes, checked({ base, minecraft: leafOf('c7i-flex.large') }, more))).toEqual([
    'fine: minecraft: the instance type c7i-flex.large exists in eu-central-1',
  ]);
});
