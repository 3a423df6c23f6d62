import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';

import { SecurityGroups, type SecurityGroupsProps } from '../../../modules/leaf/security-groups';
import { Names } from '../../../modules/aws/naming';
import { Template } from '../../support/template';

const props = (): SecurityGroupsProps => ({
  names: new Names('project', 'leaf'),
  vpcId: 'vpc-1',
  ports: [{ protocol: 'tcp', port: 25565 }],
  sshAllowedCidrs: [],
  hasFileSystems: true,
});
const template = (more: Partial<SecurityGroupsProps> = {}) =>
  Template.of((stack) => {
    new SecurityGroups(stack, 'SecurityGroups', { ...props(), ...more });
  });

/** The rules of one type that belong to one of the two groups. */
const rules = (found: Template, type: 'ingress' | 'egress', group: 'Instance' | 'FileSystem') =>
  found
    .resources(`aws_vpc_security_group_${type}_rule`)
    .filter(({ security_group_id }) => String(security_group_id).includes(`SecurityGroups_${group}_`));

test('there is a group for the instance and one for the file systems, in the VPC', () => {
  const groups = template({ vpcId: 'vpc-2' }).resources('aws_security_group');

  expect(groups.map(({ name }) => name).sort()).toEqual(['project-leaf-file-system', 'project-leaf-instance']);
  expect(groups.map(({ vpc_id }) => vpc_id)).toEqual(['vpc-2', 'vpc-2']);
});

test('without file systems there is no group for them, and the rest stays as it is', () => {
  const found = template({ hasFileSystems: false });

  expect(found.resources('aws_security_group').map(({ name }) => name)).toEqual(['project-leaf-instance']);
  const others = template()
    .addresses()
    .filter((address) => !address.includes('SecurityGroups_FileSystem'));
  expect(found.addresses()).toEqual(others);
  expect(others).toHaveLength(template().addresses().length - 2);
});

test('each port of the container is open to anyone', () => {
  const found = template({
    ports: [
      { protocol: 'tcp', port: 25565 },
      { protocol: 'udp', port: 25565 },
      { protocol: 'udp', port: 2456 },
    ],
  });

  const ingress = rules(found, 'ingress', 'Instance');
  expect(ingress).toHaveLength(3);
  for (const [ip_protocol, port] of [
    ['tcp', 25565],
    ['udp', 25565],
    ['udp', 2456],
  ]) {
    expect(ingress).toContainEqual(
      expect.objectContaining({ ip_protocol, from_port: port, to_port: port, cidr_ipv4: '0.0.0.0/0' }),
    );
  }
});

test('a rule keeps its id when other ports come and go', () => {
  const ids = (ports: SecurityGroupsProps['ports']) => template({ ports }).addresses();
  const [first, second] = [
    { protocol: 'tcp', port: 1 },
    { protocol: 'tcp', port: 2 },
  ] as const;

  expect(ids([second, first])).toEqual(ids([first, second]));
  expect(ids([first, second])).toEqual(expect.arrayContaining(ids([second])));
});

test('nobody may use SSH unless a CIDR is allowed', () => {
  const ports = rules(template({ sshAllowedCidrs: [] }), 'ingress', 'Instance').map(({ from_port }) => from_port);

  expect(ports).toEqual([25565]);
});

test('SSH is open to the allowed CIDRs alone', () => {
  const found = template({ sshAllowedCidrs: ['203.0.113.0/24', '198.51.100.7/32'] });

  const ssh = rules(found, 'ingress', 'Instance').filter(({ from_port }) => from_port === 22);
  expect(ssh.map(({ cidr_ipv4 }) => cidr_ipv4).sort()).toEqual(['198.51.100.7/32', '203.0.113.0/24']);
  for (const rule of ssh) expect(rule).toMatchObject({ ip_protocol: 'tcp', to_port: 22 });
});

test('SSH may be open to IPv6 CIDRs, which differ also where only their double colons do', () => {
  const found = template({ sshAllowedCidrs: ['1:2::/128', '::1:2/128'] });

  const ssh = rules(found, 'ingress', 'Instance').filter(({ from_port }) => from_port === 22);
  expect(ssh.map(({ cidr_ipv6 }) => cidr_ipv6).sort()).toEqual(['1:2::/128', '::1:2/128']);
  for (const rule of ssh) expect(rule).not.toHaveProperty('cidr_ipv4');
});

test('the instance may go anywhere', () => {
  const [egress, ...more] = rules(template(), 'egress', 'Instance');

  expect(more).toEqual([]);
  expect(egress).toMatchObject({ ip_protocol: '-1', cidr_ipv4: '0.0.0.0/0' });
  expect(egress).not.toHaveProperty('from_port');
});

test('only the instance reaches the file systems, over NFS, and they reach nobody', () => {
  const found = template({ sshAllowedCidrs: ['203.0.113.0/24'] });

  const [nfs, ...more] = rules(found, 'ingress', 'FileSystem');
  expect(more).toEqual([]);
  expect(nfs).toMatchObject({ ip_protocol: 'tcp', from_port: 2049, to_port: 2049 });
  expect(nfs?.referenced_security_group_id).toMatch(/^\$\{aws_security_group\.SecurityGroups_Instance_\w+\.id\}$/);
  expect(nfs).not.toHaveProperty('cidr_ipv4');
  expect(rules(found, 'egress', 'FileSystem')).toEqual([]);
});

test.each([
  [
    true,
    [
      'aws_vpc_security_group_egress_rule.SecurityGroups_InstanceEgress',
      'aws_vpc_security_group_ingress_rule.SecurityGroups_FileSystemNfs',
    ],
  ],
  [false, ['aws_vpc_security_group_egress_rule.SecurityGroups_InstanceEgress']],
])('an instance can wait for its ways out and to the file systems, with file systems: %s', (hasFileSystems, rules) => {
  const found = Template.of((stack) => {
    const { instanceDependables } = new SecurityGroups(stack, 'SecurityGroups', { ...props(), hasFileSystems });
    new SnsTopic(stack, 'Dependent', { dependsOn: [...instanceDependables] });
  });

  const dependsOn = found.resource('aws_sns_topic').depends_on as string[];
  expect(dependsOn.map((address) => address.replace(/_[0-9A-F]{8}$/, ''))).toEqual(rules);
});

test('names and descriptions are what EC2 takes', () => {
  const found = template({ sshAllowedCidrs: ['203.0.113.0/24'] });
  // GroupName and GroupDescription of CreateSecurityGroup; a rule's Description has the same pattern
  const allowed = /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{1,255}$/;

  const described = [
    ...found.resources('aws_security_group'),
    ...found.resources('aws_vpc_security_group_ingress_rule'),
    ...found.resources('aws_vpc_security_group_egress_rule'),
  ];
  expect(described).toHaveLength(6);
  for (const { description } of described) expect(description).toMatch(allowed);
  for (const { name } of found.resources('aws_security_group')) expect(name).toMatch(/^(?!sg-)[\w. \-:/()#]{1,255}$/);
});

test('no rule is written into a group itself, where it would fight with the rules beside it', () => {
  for (const group of template().resources('aws_security_group')) {
    expect(group).not.toHaveProperty('ingress');
    expect(group).not.toHaveProperty('egress');
  }
});
