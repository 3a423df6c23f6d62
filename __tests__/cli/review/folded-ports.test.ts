import { foldedPorts } from '../../../cli/review/folded-ports';
import { openedPorts } from '../../../cli/review/rules/opened-ports';
import { type ChangeOfPlan, planOf } from '../support/plan';

function rule(name: string, protocol: string, from?: number, to = from, cidr = '0.0.0.0/0'): ChangeOfPlan {
  return {
    address: `aws_vpc_security_group_ingress_rule.${name}`,
    actions: ['create'],
    after: { ip_protocol: protocol, from_port: from, to_port: to, cidr_ipv4: cidr },
  };
}

function foldedOf(...stacks: (readonly ChangeOfPlan[])[]): string[] {
  const openings = stacks.flatMap((changes, index) =>
    openedPorts({ stack: `leaf${index}`, plan: planOf(changes), isAwake: false }),
  );
  return foldedPorts(openings).map(
    ({ stack, address, message }) =>
      `${stack} ${address.replace('aws_vpc_security_group_ingress_rule.', '')} ${message}`,
  );
}

const tcp = (count: number, from = 20_000, step = 1) =>
  Array.from({ length: count }, (_, index) => rule(`Tcp${index}`, 'tcp', from + index * step));

test('leaves a single rule as it is', () => {
  expect(foldedOf([rule('A', 'tcp', 25_565)])).toEqual(['leaf0 A opens TCP 25565 to the internet (0.0.0.0/0)']);
});

test('joins 900 ports of a leaf to one line', () => {
  expect(foldedOf(tcp(900))).toEqual([
    'leaf0 Tcp0 and 899 others open TCP 20000–20899 (900 ports) to the internet (0.0.0.0/0)',
  ]);
});

test('joins neither protocols, nor leaves, nor addresses', () => {
  const rules = [...tcp(2), rule('U1', 'udp', 1), rule('U2', 'udp', 2), rule('V6', 'tcp', 20_000, 20_001, '::/0')];

  expect(foldedOf(rules, tcp(2))).toEqual([
    'leaf0 Tcp0 and 1 other open TCP 20000–20001 (2 ports) to the internet (0.0.0.0/0)',
    'leaf0 U1 and 1 other open UDP 1–2 (2 ports) to the internet (0.0.0.0/0)',
    'leaf0 V6 opens TCP 20000–20001 to the internet (::/0)',
    'leaf1 Tcp0 and 1 other open TCP 20000–20001 (2 ports) to the internet (0.0.0.0/0)',
  ]);
});

test('names the first ranges, and counts all ports once', () => {
  expect(foldedOf([...tcp(100, 30_000, 2), rule('Wide', 'tcp', 30_000, 30_003), rule('In', 'tcp', 30_001)])).toEqual([
    'leaf0 Tcp0 and 101 others open TCP 30000–30004, 30006, 30008, 30010, 30012 and 93 more ranges (102 ports) to the internet (0.0.0.0/0)',
  ]);
});

test('puts first what is dangerous, on a line of its own, also between its neighbours', () => {
  const unknown = {
    address: 'aws_vpc_security_group_ingress_rule.X',
    actions: ['create'],
    unknown: { from_port: true },
  };

  expect(
    foldedOf(tcp(40, 1), [unknown, rule('All', '-1'), rule('All2', '-1'), rule('Nfs', 'tcp', 2000, 2100)]),
  ).toEqual([
    'leaf0 Tcp21 opens TCP 22 (SSH) to the internet (0.0.0.0/0)',
    'leaf1 All and 1 other open every port to the internet (0.0.0.0/0)',
    'leaf1 Nfs opens TCP 2000–2100 (NFS) to the internet (0.0.0.0/0)',
    'leaf1 X opens something known only after apply: read it in the code',
    'leaf0 Tcp0 and 38 others open TCP 1–21, 23–40 (39 ports) to the internet (0.0.0.0/0)',
  ]);
});

test('joins the rules within one group', () => {
  const ingress = [1, 2].map((port) => ({
    protocol: 'udp',
    from_port: port,
    to_port: port,
    cidr_blocks: ['0.0.0.0/0'],
  }));

  expect(foldedOf([{ address: 'aws_security_group.It', actions: ['create'], after: { ingress } }])).toEqual([
    'leaf0 aws_security_group.It opens UDP 1–2 (2 ports) to the internet (0.0.0.0/0)',
  ]);
});

test('keeps each thing that is not known, since a person has to look at it', () => {
  const unknown = [1, 2, 3].map((index) => ({
    address: `aws_vpc_security_group_ingress_rule.X${index}`,
    actions: ['create'],
    unknown: { cidr_ipv4: true },
  }));

  expect(foldedOf(unknown)).toHaveLength(3);
});
