import { type _InstanceType, DescribeInstanceTypeOfferingsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { mockClient } from 'aws-sdk-client-mock';

import { instanceTypes } from '../../../../cli/check/rules/instance-types';
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
      'Vpc.AvailabilityZones of base.yaml names, but in eu-central-1a, eu-central-1b: use another type or, before any leaf ' +
      'is deployed, another zone',
  ]);
});
