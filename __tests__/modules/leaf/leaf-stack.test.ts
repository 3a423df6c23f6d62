import { Testing, TerraformStack } from 'cdktf';

import { BaseStack } from '../../../modules/base/base-stack';
import type { BaseConfig, LeafConfig } from '../../../modules/config/types';
import { LeafStack } from '../../../modules/leaf/leaf-stack';
import { baseConfig, leafConfig } from '../../support/configs';
import { Template } from '../../support/template';

interface Configs {
  readonly base?: Partial<BaseConfig>;
  readonly leaf?: Partial<LeafConfig>;
}

function constructs({ base = {}, leaf = {} }: Configs = {}) {
  const app = Testing.app();
  const config = baseConfig(base);
  const baseStack = new BaseStack(app, config);
  return { baseStack, leafStack: new LeafStack(app, { baseStack, base: config, leaf: leafConfig(leaf) }) };
}

function stacks(configs?: Configs) {
  const { baseStack, leafStack } = constructs(configs);
  return { base: Template.fromStack(baseStack), leaf: Template.fromStack(leafStack) };
}

const volume = (id: string) => ({
  id,
  enableBackups: true,
  keepOnDelete: true,
  paths: [{ path: `/${id.toLowerCase()}`, readOnly: false }],
});
const VOLUMES = ['Config', 'Data'].map(volume);
/** Addresses of what is made before a resource and destroyed after it. */
const dependsOn = (resource: Readonly<Record<string, unknown>>) => resource.depends_on as string[];
const DOMAIN = { name: 'example.com', hostedZoneId: 'Z0123456789ABC' };
const SSH = { publicKey: 'ssh-ed25519 AAAA admin', allowedCidrs: ['192.0.2.0/24'] };

const CONFIGS: readonly (readonly [string, Configs])[] = [
  ['a small config', {}],
  [
    'everything',
    {
      base: {
        vpc: { maxAZs: 2 },
        domain: { ...DOMAIN, queryLogGroup: '/aws/route53/ours' },
        ssh: SSH,
        alertEmails: ['admin@example.com'],
      },
      leaf: {
        container: { ...leafConfig().container, secrets: { PASSWORD: '/game/password' } },
        volumes: [
          ...VOLUMES,
          { ...volume('Adopted'), fileSystemId: 'fs-0123456789abcdef0' },
          { ...volume('Cache'), enableBackups: false, keepOnDelete: false },
        ],
        alertEmails: ['players@example.com'],
      },
    },
  ],
];

test.each(CONFIGS)('every output of base that the leaf reads exists in base: %s', (_, config) => {
  const { base, leaf } = stacks(config);
  const read = [...JSON.stringify(leaf.json).matchAll(/cross-stack-reference-input-base\.outputs\.([a-z_0-9]+)/g)];

  expect(read.length).toBeGreaterThan(0);
  expect(Object.keys(base.json.output ?? {})).toEqual(expect.arrayContaining(read.map(([, name]) => name)));
});

// else it would have to: modules/aws/aws-stack.ts
test.each(CONFIGS)('no stack refers to a resource of another, so cdktf has nothing to prepare: %s', (_, configs) => {
  const { baseStack, leafStack } = constructs(configs);
  const all = () => [baseStack, leafStack].map((stack) => JSON.stringify(Template.fromStack(stack).json));
  const before = all();

  for (const stack of [baseStack, leafStack]) TerraformStack.prototype.prepareStack.call(stack);

  expect(all()).toEqual(before);
});

test('the stack is named by the id with dashes, what it makes is tagged by the id itself', () => {
  const { leaf } = stacks({ leaf: { id: 'a.b', stackName: 'a-b' } });

  expect(leaf.resource('aws_ecs_cluster')).toMatchObject({ name: 'container-manager-a-b-cluster' });
  expect(leaf.json).toMatchObject({
    provider: {
      aws: [
        {
          default_tags: [
            { tags: { 'container-manager:project': 'container-manager', 'container-manager:leaf': 'a.b' } },
          ],
        },
      ],
    },
  });
});

test('the roles that may mount the file systems are made before their policy, and the policy before any instance', () => {
  const { leaf } = stacks({ leaf: { volumes: VOLUMES } });
  const policies = leaf.resources('aws_efs_file_system_policy').map(({ policy }) => String(policy));

  expect(policies).toHaveLength(VOLUMES.length);
  for (const policy of policies) {
    // a cast, since JSON.parse knows no types
    const { Statement } = JSON.parse(policy) as { Statement: { Sid: string; Principal: { AWS: string[] } }[] };
    expect(Object.fromEntries(Statement.map(({ Sid, Principal }) => [Sid, Principal.AWS]))).toEqual({
      NothingWithoutTls: ['*'],
      ContainerWrites: [expect.stringMatching(/^\$\{aws_iam_role\.Container_TaskRole_\w+\.arn\}$/)],
      Host: [expect.stringMatching(/^\$\{aws_iam_role\.EcsAsg_InstanceRole_\w+\.arn\}$/)],
    });
  }
  expect(dependsOn(leaf.resource('aws_autoscaling_group'))).toEqual(
    expect.arrayContaining(leaf.addresses().filter((address) => address.startsWith('aws_efs_file_system_policy.'))),
  );
});

test('the network of the instance and of its file systems outlives it, so that a destroy lets the container save', () => {
  const { leaf } = stacks();
  const network = leaf.addresses().filter((address) => /SecurityGroups_(InstanceEgress|FileSystemNfs)_/.test(address));

  expect(network).toHaveLength(2);
  expect(dependsOn(leaf.resource('aws_autoscaling_group'))).toEqual(expect.arrayContaining(network));
});

test('without volumes nothing is there for them', () => {
  const { leaf } = stacks({ leaf: { volumes: [] } });

  expect(leaf.addresses().filter((address) => /^aws_(efs|backup)|FileSystem|Volumes/.test(address))).toEqual([]);
  expect(leaf.resource('aws_security_group')).toMatchObject({ name: 'container-manager-minecraft-instance' });
});

test('without a key there is none, with one it opens port 22 to the CIDRs alone', () => {
  expect(JSON.stringify(stacks().leaf.json)).not.toContain('ssh_key_name');

  const { leaf } = stacks({ base: { ssh: SSH } });
  const ssh = leaf
    .resources('aws_vpc_security_group_ingress_rule')
    .filter((rule) => rule.from_port === 22)
    .map((rule) => rule.cidr_ipv4);

  expect(ssh).toEqual(['192.0.2.0/24']);
  expect(leaf.resource('aws_launch_template').key_name).toContain('outputs.ssh_key_name');
});

test('with a domain the group carries the name that wakes it, and the record has it', () => {
  const { leaf } = stacks({ base: { domain: DOMAIN }, leaf: { id: 'a.b', stackName: 'a-b' } });
  const { tag } = leaf.resource('aws_autoscaling_group');

  expect(tag).toContainEqual({
    key: 'container-manager:host-name',
    value: 'a.b.example.com',
    propagate_at_launch: true,
  });
  expect(leaf.resource('aws_route53_record')).toMatchObject({ name: 'a.b.example.com', zone_id: 'Z0123456789ABC' });
});

test('without a domain nothing of the leaf knows DNS', () => {
  const { leaf } = stacks();

  expect(leaf.resources('aws_route53_record')).toEqual([]);
  for (const word of ['route53', 'host-name', 'dns_query_log_group']) {
    expect(JSON.stringify(leaf.json)).not.toContain(word);
  }
});

test('what the hook notes in tags of the group is left to it', () => {
  expect(stacks().leaf.json).toMatchObject({
    provider: { aws: [{ ignore_tags: [{ key_prefixes: ['container-manager:told/'] }] }] },
  });
});

test('construct ids are a contract: a changed address replaces the resource', () => {
  const { base, leaf } = stacks({
    base: { vpc: { maxAZs: 2 }, domain: DOMAIN, ssh: SSH, alertEmails: ['admin@example.com'] },
    leaf: { volumes: VOLUMES, alertEmails: ['player@example.com'] },
  });

  expect({ base: base.addresses(), leaf: leaf.addresses() }).toMatchSnapshot();
});
