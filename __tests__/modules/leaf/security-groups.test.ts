import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';

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

/** A reference to the id of one of the two groups. */
const groupId = (group: 'Instance' | 'FileSystem') =>
  expect.stringMatching(new RegExp(`^\\$\\{aws_security_group\\.SecurityGroups_${group}_\\w+\\.id\\}$`)) as unknown;

/** The rules of one type that belong to one of the two groups. */
const rules = (found: Template, type: 'ingress' | 'egress', group: 'Instance' | 'FileSystem') =>
  found
    .resources(`aws_vpc_security_group_${type}_rule`)
    .filter(({ security_group_id }) => String(security_group_id).includes(`SecurityGroups_${group}_`));

test('the VPC gets one group for the instance and one for the file systems', () => {
  const found = template({ vpcId: 'vpc-2' });

  for (const name of ['project-leaf-file-system', 'project-leaf-instance']) {
    expect(found.synthesized).toHaveResourceWithProperties(SecurityGroup, { name, vpc_id: 'vpc-2' });
  }
  expect(found.resources('aws_security_group')).toHaveLength(2);
});

test('the descriptions of the groups never change: with another one, Terraform would replace the group', () => {
  const found = template();

  expect(found.synthesized).toHaveResourceWithProperties(SecurityGroup, {
    name: 'project-leaf-instance',
    description: 'The instance that runs the container',
  });
  expect(found.synthesized).toHaveResourceWithProperties(SecurityGroup, {
    name: 'project-leaf-file-system',
    description: 'Mount targets of the file systems',
  });
});

test('without file systems they have no group and no rule, and everything else stays the same', () => {
  const found = template({ hasFileSystems: false });

  expect(found.synthesized).toHaveResourceWithProperties(SecurityGroup, { name: 'project-leaf-instance' });
  expect(found.resources('aws_security_group')).toHaveLength(1);
  const withFileSystems = template().addresses();
  const others = withFileSystems.filter((address) => !address.includes('SecurityGroups_FileSystem'));
  expect(found.addresses()).toEqual(others);
  expect(others).toHaveLength(withFileSystems.length - 2);
});

test('without allowed CIDRs each port of the container is open to everyone, and no other port', () => {
  const found = template({
    ports: [
      { protocol: 'tcp', port: 25565 },
      { protocol: 'udp', port: 25565 },
      { protocol: 'udp', port: 2456 },
    ],
  });

  expect(rules(found, 'ingress', 'Instance')).toHaveLength(3);
  for (const [ip_protocol, port] of [
    ['tcp', 25565],
    ['udp', 25565],
    ['udp', 2456],
  ]) {
    expect(found.synthesized).toHaveResourceWithProperties(VpcSecurityGroupIngressRule, {
      security_group_id: groupId('Instance'),
      ip_protocol,
      from_port: port,
      to_port: port,
      cidr_ipv4: '0.0.0.0/0',
    });
  }
});

test('a range is one rule, at the address in the state that its first port alone has', () => {
  const range = template({ ports: [{ protocol: 'udp', port: 16262, lastPort: 16272, containerPort: 1 }] });

  expect(range.synthesized).toHaveResourceWithProperties(VpcSecurityGroupIngressRule, {
    ip_protocol: 'udp',
    from_port: 16262,
    to_port: 16272,
    cidr_ipv4: '0.0.0.0/0',
  });
  expect(rules(range, 'ingress', 'Instance')).toHaveLength(1);
  expect(range.addresses()).toEqual(template({ ports: [{ protocol: 'udp', port: 16262 }] }).addresses());
});

test('a rule keeps its address in the state when other ports are added or removed', () => {
  const ids = (ports: SecurityGroupsProps['ports']) => template({ ports }).addresses();
  const [first, second] = [
    { protocol: 'tcp', port: 1 },
    { protocol: 'tcp', port: 2 },
  ] as const;

  expect(ids([second, first])).toEqual(ids([first, second]));
  expect(ids([first, second])).toEqual(expect.arrayContaining(ids([second])));
});

test('with allowed CIDRs each port is open to each of them, and to nobody else', () => {
  const found = template({
    ports: [
      { protocol: 'tcp', port: 25565 },
      { protocol: 'udp', port: 16262, lastPort: 16272 },
    ],
    allowedCidrs: ['203.0.113.9/32', '198.51.100.0/24'],
  });

  const shown = rules(found, 'ingress', 'Instance').map(
    ({ ip_protocol, from_port, to_port, cidr_ipv4, description }) =>
      [ip_protocol, from_port, to_port, cidr_ipv4, description] as const,
  );
  const description = 'A port of the container, as allowed in AllowedCidrs';
  expect(shown).toEqual([
    ['tcp', 25565, 25565, '198.51.100.0/24', description],
    ['tcp', 25565, 25565, '203.0.113.9/32', description],
    ['udp', 16262, 16272, '198.51.100.0/24', description],
    ['udp', 16262, 16272, '203.0.113.9/32', description],
  ]);
});

test('a rule keeps its address in the state when other CIDRs are added, removed or moved', () => {
  const ids = (allowedCidrs: readonly string[]) => template({ allowedCidrs }).addresses();
  const [first, second] = ['203.0.113.9/32', '198.51.100.0/24'] as const;

  expect(ids([second, first])).toEqual(ids([first, second]));
  expect(ids([first, second])).toEqual(expect.arrayContaining(ids([second])));
  expect(ids([second])).toContainEqual(
    expect.stringMatching(
      /^aws_vpc_security_group_ingress_rule[.]SecurityGroups_InstanceTcp25565-198-51-100-0-24_[0-9A-F]{8}$/,
    ),
  );
});

test('allowed CIDRs change nothing but the rules of the ports', () => {
  const others = (more: Partial<SecurityGroupsProps>) =>
    template(more)
      .addresses()
      .filter((address) => !address.includes('_InstanceTcp25565'));

  expect(others({ allowedCidrs: ['203.0.113.9/32'] })).toEqual(others({}));
  expect(template({}).addresses()).toContainEqual(
    expect.stringMatching(/^aws_vpc_security_group_ingress_rule[.]SecurityGroups_InstanceTcp25565_[0-9A-F]{8}$/),
  );
});

test('SSH is open to its own CIDRs, whatever the ports are open to', () => {
  const found = template({ allowedCidrs: ['203.0.113.9/32'], sshAllowedCidrs: ['203.0.113.9/32', '192.0.2.0/24'] });

  const open = rules(found, 'ingress', 'Instance').map(({ from_port, cidr_ipv4 }) => [from_port, cidr_ipv4] as const);
  expect(open).toEqual([
    [22, '192.0.2.0/24'],
    [22, '203.0.113.9/32'],
    [25565, '203.0.113.9/32'],
  ]);
});

test('nobody can use SSH when no CIDR is allowed', () => {
  const ports = rules(template({ sshAllowedCidrs: [] }), 'ingress', 'Instance').map(({ from_port }) => from_port);

  expect(ports).toEqual([25565]);
});

test('SSH is open only to the allowed CIDRs', () => {
  const found = template({ sshAllowedCidrs: ['203.0.113.0/24', '198.51.100.7/32'] });

  const ssh = rules(found, 'ingress', 'Instance').filter(({ from_port }) => from_port === 22);
  expect(ssh).toHaveLength(2);
  for (const cidr_ipv4 of ['198.51.100.7/32', '203.0.113.0/24']) {
    expect(found.synthesized).toHaveResourceWithProperties(VpcSecurityGroupIngressRule, {
      security_group_id: groupId('Instance'),
      ip_protocol: 'tcp',
      from_port: 22,
      to_port: 22,
      cidr_ipv4,
    });
  }
});

test('the instance reaches every address on every port', () => {
  const found = template();

  expect(found.synthesized).toHaveResourceWithProperties(VpcSecurityGroupEgressRule, {
    security_group_id: groupId('Instance'),
    ip_protocol: '-1',
    cidr_ipv4: '0.0.0.0/0',
  });
  const egress = rules(found, 'egress', 'Instance');
  expect(egress).toHaveLength(1);
  expect(egress[0]).not.toHaveProperty('from_port');
});

test('only the instance reaches the file systems, only by NFS, and they reach nothing', () => {
  const found = template({ sshAllowedCidrs: ['203.0.113.0/24'] });

  expect(found.synthesized).toHaveResourceWithProperties(VpcSecurityGroupIngressRule, {
    security_group_id: groupId('FileSystem'),
    ip_protocol: 'tcp',
    from_port: 2049,
    to_port: 2049,
    referenced_security_group_id: groupId('Instance'),
  });
  const nfs = rules(found, 'ingress', 'FileSystem');
  expect(nfs).toHaveLength(1);
  expect(nfs[0]).not.toHaveProperty('cidr_ipv4');
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
])('an instance is launched after the rules that it needs (hasFileSystems: %s)', (hasFileSystems, rules) => {
  const found = Template.of((stack) => {
    const { instanceDependables } = new SecurityGroups(stack, 'SecurityGroups', { ...props(), hasFileSystems });
    new SnsTopic(stack, 'Dependent', { dependsOn: [...instanceDependables] });
  });

  expect(found.synthesized).toHaveResourceWithProperties(SnsTopic, {
    depends_on: rules.map((rule) => expect.stringMatching(new RegExp(`^${rule}_[0-9A-F]{8}$`)) as unknown),
  });
});

test('all names and descriptions have the characters and the length that EC2 takes', () => {
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

test('no group has rules inside it: Terraform would undo the rules that are resources of their own', () => {
  for (const group of template().resources('aws_security_group')) {
    expect(group).not.toHaveProperty('ingress');
    expect(group).not.toHaveProperty('egress');
  }
});
