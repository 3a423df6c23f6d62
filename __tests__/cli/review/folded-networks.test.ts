import { foldedNetworks } from '../../../cli/review/folded-networks';
import { openedToNetworks } from '../../../cli/review/rules/opened-to-networks';
import { type ChangeOfPlan, planOf } from '../support/plan';

function rule(name: string, port: number | null, cidr: string, protocol = 'tcp'): ChangeOfPlan {
  return {
    address: `aws_vpc_security_group_ingress_rule.${name}`,
    actions: ['create'],
    after: { ip_protocol: protocol, from_port: port, to_port: port, cidr_ipv4: cidr },
  };
}

const foldedOf = (stacks: Readonly<Record<string, readonly ChangeOfPlan[]>>) =>
  foldedNetworks(
    Object.entries(stacks).flatMap(([stack, changes]) =>
      openedToNetworks({ stack, plan: planOf(changes), isAwake: false }),
    ),
  );
const text = (stacks: Readonly<Record<string, readonly ChangeOfPlan[]>>) =>
  foldedOf(stacks).map(
    ({ stack, address, message }) =>
      `${stack} ${address.replace('aws_vpc_security_group_ingress_rule.', '')} ${message}`,
  );
const networks = (count: number) => Array.from({ length: count }, (_, index) => `203.0.${index}.0/24`);

test('leaves a single rule as it is', () => {
  expect(text({ a: [rule('A', 25_565, '203.0.113.9/32')] })).toEqual(['a A opens TCP 25565 to 203.0.113.9/32']);
});

test('joins the networks of one port, and the ports that are opened to the same networks', () => {
  const rules = [1, 2, 9].flatMap((port) => [
    rule(`X${port}`, port, '45.0.0.0/8'),
    rule(`Y${port}`, port, '46.0.0.0/8'),
  ]);

  expect(text({ a: [...rules, rule('U', 1, '45.0.0.0/8', 'udp'), rule('I', 8, '45.0.0.0/8', 'icmp')] })).toEqual([
    'a X1 and 5 others open TCP 1–2, 9 (3 ports) to 2 networks: 45.0.0.0/8, 46.0.0.0/8',
    'a U opens UDP 1 to 45.0.0.0/8',
    'a I opens ICMP to 45.0.0.0/8',
  ]);
});

test('puts first what is dangerous, then something of every stack, and names each network', () => {
  const flood = networks(50).map((cidr, index) => rule(`G${index}`, 25_565, cidr));
  const folded = foldedOf({
    a: flood,
    b: flood,
    x: [rule('Bad', 1, 'everything'), rule('Bad2', 2, 'nothing')],
    y: [rule('All', null, '45.0.0.0/8', '-1')],
    z: [rule('Game', 1, '45.1.2.3/32'), rule('Ssh', 22, '45.1.2.3/32')],
  });

  expect(folded.slice(0, 6).map(({ stack, message }) => `${stack} ${message.slice(0, 70)}`)).toEqual([
    'x and 1 more: 2 rules could not be read',
    'y opens every port to 45.0.0.0/8',
    'z opens TCP 22 (SSH) to 45.1.2.3/32',
    'a and 49 others open TCP 25565 to 50 networks: 203.0.0.0/24, 203.0.1.0/2',
    'b and 49 others open TCP 25565 to 50 networks: 203.0.0.0/24, 203.0.1.0/2',
    'z opens TCP 1 to 45.1.2.3/32',
  ]);
  const ofA = folded.filter(({ stack }) => stack === 'a');
  expect(ofA.flatMap(({ message }) => message.match(/203[.]\d+[.]\d+[.]0[/]24/g) ?? [])).toEqual(networks(50));
  expect(ofA.flatMap(({ named }) => named.ids)).toEqual(networks(50));
  expect(ofA[1]?.message).toMatch(/^also opens TCP 25565 to 203[.]/);
});

test('counts 20,000 networks exactly', () => {
  const rules = Array.from({ length: 20_000 }, (_, index) =>
    rule(`R${index}`, 1, `10.${index >> 8}.${index % 256}.0/24`),
  );
  const openings = openedToNetworks({ stack: 'a', plan: planOf(rules), isAwake: false });

  expect(foldedNetworks(openings).flatMap(({ named }) => named.ids)).toHaveLength(20_000);
});
