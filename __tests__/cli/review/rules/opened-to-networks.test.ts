import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { openedToNetworks } from '../../../../cli/review/rules/opened-to-networks';
import { parsePlan } from '../../../../cli/terraform/plan';
import { type ChangeOfPlan, guardedPlan } from '../../support/plan';

function found(...changes: ChangeOfPlan[]): string[] {
  return openedToNetworks(guardedPlan(changes)).map(({ address, message }) => `${address} ${message}`);
}

const rule = (cidr_ipv4: string, more: object = {}) => ({
  security_group_id: 'sg-1',
  ip_protocol: 'tcp',
  from_port: 25565,
  to_port: 25565,
  cidr_ipv4,
  ...more,
});
const created = (name: string, after: object): ChangeOfPlan => ({
  address: `aws_vpc_security_group_ingress_rule.${name}`,
  actions: ['create'],
  after,
});
const deleted = (name: string, before: object): ChangeOfPlan => ({
  address: `aws_vpc_security_group_ingress_rule.${name}`,
  actions: ['delete'],
  before,
});

test('reports each port that is opened to a network, also in a new leaf', () => {
  expect(
    found(
      created('New', rule('203.0.113.9/32', { security_group_id: undefined })),
      created('Range', rule('198.51.100.0/24', { ip_protocol: 'udp', from_port: 1, to_port: 9 })),
    ),
  ).toEqual([
    'aws_vpc_security_group_ingress_rule.New opens TCP 25565 to 203.0.113.9/32',
    'aws_vpc_security_group_ingress_rule.Range opens UDP 1–9 to 198.51.100.0/24',
  ]);
});

test('reports the network of a rule that changes in place', () => {
  const address = 'aws_vpc_security_group_ingress_rule.Old';

  expect(
    found({ address, actions: ['update'], before: rule('203.0.113.9/32'), after: rule('203.0.113.0/24') }),
  ).toEqual([`${address} opens TCP 25565 to 203.0.113.0/24`]);
  expect(
    found({ address, actions: ['update'], before: rule('203.0.113.0/24'), after: rule('203.0.113.9/32') }),
  ).toEqual([]);
});

test('leaves what is open to the internet to its own rule', () => {
  expect(found(created('All', rule('0.0.0.0/0')), created('Half', rule('128.0.0.0/1')))).toEqual([]);
});

test.each([
  ['for everybody', rule('0.0.0.0/0')],
  ['for a larger network', rule('203.0.0.0/16')],
  ['for a range of ports', rule('203.0.113.9/32', { from_port: 25000, to_port: 26000 })],
])('reports nothing where a rule %s becomes one for less', (_, before) => {
  expect(found(deleted('Old', before), created('New', rule('203.0.113.9/32')))).toEqual([]);
});

test.each([
  ['another network', rule('198.51.100.0/24')],
  ['a smaller network', rule('203.0.113.9/32')],
  ['another port', rule('203.0.0.0/16', { from_port: 1, to_port: 2 })],
  ['another protocol', rule('203.0.0.0/16', { ip_protocol: 'udp' })],
  ['another group', rule('203.0.0.0/16', { security_group_id: 'sg-2' })],
])('reports a network where the rule that goes was for %s', (_, before) => {
  expect(found(deleted('Old', before), created('New', rule('203.0.113.0/24')))).toEqual([
    'aws_vpc_security_group_ingress_rule.New opens TCP 25565 to 203.0.113.0/24',
  ]);
});

test('passes other types, rules without a network, and removed rules', () => {
  expect(
    found(
      { address: 'aws_security_group.It', actions: ['create'], after: rule('203.0.113.9/32') },
      created('Group', { ...rule(''), cidr_ipv4: null, referenced_security_group_id: 'sg-2' }),
      created('Wrong', rule('everything')),
      deleted('Old', rule('203.0.113.9/32')),
    ),
  ).toEqual([]);
});

test('reads a plan that Terraform and the AWS provider wrote', () => {
  const text = readFileSync(join(__dirname, '../../guard/fixtures/everything-new.json'), 'utf8');
  const plan = parsePlan(text, 'everything-new');

  expect(openedToNetworks({ stack: 'world', plan, isAwake: false })).toEqual([
    {
      stack: 'world',
      address: 'aws_vpc_security_group_ingress_rule.Port',
      message: 'opens TCP 25565 to 198.51.100.0/24',
    },
  ]);
});

test('takes no long time for a plan with many rules', () => {
  const rules = Array.from({ length: 20_000 }, (_, index) => rule(`10.${index >> 8}.${index % 256}.0/24`));
  const plan = guardedPlan([
    ...rules.map((one, index) => deleted(`Old${index}`, one)),
    ...rules.map((one, index) => created(`New${index}`, one)),
  ]);
  const started = Date.now();

  expect(openedToNetworks(plan)).toHaveLength(20_000 - 60);

  expect(Date.now() - started).toBeLessThan(5000);
});
