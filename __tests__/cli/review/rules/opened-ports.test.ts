import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parsePlan, type TerraformPlan } from '../../../../cli/terraform/plan';
import { openedPorts } from '../../../../cli/review/rules/opened-ports';
import { planOf } from '../../support/plan';

function found(plan: TerraformPlan): string[] {
  return openedPorts({ stack: 'world', plan, isAwake: false }).map(({ address, message }) => `${address} ${message}`);
}

/** In a plan that Terraform and the AWS provider wrote. */
function foundIn(variant: string): string[] {
  return found(parsePlan(readFileSync(join(__dirname, '../../guard/fixtures', `${variant}.json`), 'utf8'), variant));
}

const LATER = 'opens something known only after apply: read it in the code';

test.each<[string, string[]]>([
  ['everything-new', []],
  ['harmless', []],
  ['port-opened', ['aws_vpc_security_group_ingress_rule.Port opens TCP 25565 to the internet (0.0.0.0/0)']],
  ['group-opened', ['aws_security_group.Inline opens TCP 25565 to the internet (0.0.0.0/0)']],
  [
    'ports-unknown',
    [
      'aws_security_group.Inline opens TCP 25565 to the internet (0.0.0.0/0)',
      `aws_security_group.Inline ${LATER}`,
      `aws_security_group_rule.Old ${LATER}`,
      `aws_vpc_security_group_ingress_rule.Port ${LATER}`,
    ],
  ],
])('finds the opened ports in a plan that Terraform wrote: %s', (variant, expected) => {
  expect(foundIn(variant)).toEqual(expected);
});

test('reports a rule that it cannot read, and the others too', () => {
  const ingress = [{ cidr_blocks: 'everything' }, { protocol: 'udp', from_port: 1, to_port: 2, cidr_blocks: ['::/0'] }];
  const plan = planOf([{ address: 'aws_security_group.It', actions: ['update'], before: {}, after: { ingress } }]);

  expect(found(plan)).toEqual([
    'aws_security_group.It has a rule that could not be read',
    'aws_security_group.It opens UDP 1–2 to the internet (::/0)',
  ]);
});

test('reports rules that are not a list', () => {
  const plan = planOf([{ address: 'aws_security_group.It', actions: ['update'], before: {}, after: { ingress: 'x' } }]);

  expect(found(plan)).toEqual(['aws_security_group.It has a rule that could not be read']);
});

test('passes egress rules and removed rules', () => {
  const rule = { type: 'egress', protocol: '-1', cidr_blocks: ['0.0.0.0/0'] };

  expect(
    found(
      planOf([
        { address: 'aws_security_group_rule.Out', actions: ['create'], after: rule, unknown: { cidr_blocks: true } },
        { address: 'aws_security_group_rule.Old', actions: ['delete'], before: { ...rule, type: 'ingress' } },
      ]),
    ),
  ).toEqual([]);
});

test.each<[string, object, string, boolean]>([
  ['SSH', { ip_protocol: 'tcp', from_port: 22, to_port: 22 }, 'opens TCP 22 (SSH)', true],
  [
    'SSH within others',
    { ip_protocol: '6', from_port: 1, to_port: 9999 },
    'opens TCP 1–9999 (SSH, NFS, Docker, remote desktop)',
    true,
  ],
  ['a game', { ip_protocol: 'tcp', from_port: 25565, to_port: 25565 }, 'opens TCP 25565', false],
  ['the same number for UDP', { ip_protocol: '17', from_port: 22, to_port: 22 }, 'opens UDP 22', false],
  ['every port', { ip_protocol: '-1' }, 'opens every port', true],
  ['no number', { ip_protocol: 'tcp' }, 'opens TCP any', true],
  ['a ping', { ip_protocol: 'icmp', from_port: 8, to_port: -1 }, 'opens ICMP 8–-1', false],
])('knows what is dangerous: %s', (_, rule, message, isDangerous) => {
  const after = { ...rule, cidr_ipv4: '0.0.0.0/0' };
  const plan = planOf([{ address: 'aws_vpc_security_group_ingress_rule.It', actions: ['create'], after }]);

  expect(openedPorts({ stack: 'world', plan, isAwake: false })).toEqual([
    expect.objectContaining({ message: `${message} to the internet (0.0.0.0/0)`, isDangerous }),
  ]);
});

test('has no ports to join where the numbers cannot be', () => {
  const numbers = [
    [5, 1],
    [-1, -1],
    [1, 70_000],
    [1.5, 2],
  ];
  const changes = numbers.map(([from_port, to_port], index) => ({
    address: `aws_vpc_security_group_ingress_rule.It${index}`,
    actions: ['create'],
    after: { ip_protocol: 'tcp', from_port, to_port, cidr_ipv4: '0.0.0.0/0' },
  }));

  expect(openedPorts({ stack: 'world', plan: planOf(changes), isAwake: false }).map(({ ports }) => ports)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
