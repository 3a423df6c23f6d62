import { AutoscalingGroup } from '@cdktf/provider-aws/lib/autoscaling-group';
import { BackupPlan } from '@cdktf/provider-aws/lib/backup-plan';
import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { DataAwsEc2InstanceType } from '@cdktf/provider-aws/lib/data-aws-ec2-instance-type';
import { DataAwsEc2InstanceTypeOfferings } from '@cdktf/provider-aws/lib/data-aws-ec2-instance-type-offerings';
import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition';
import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EfsFileSystemPolicy } from '@cdktf/provider-aws/lib/efs-file-system-policy';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Testing, TerraformStack } from 'cdktf';

import { BaseStack } from '../../../modules/base/base-stack';
import { type BaseConfig, type LeafConfig, type QueryConfig } from '../../../modules/config/types';
import { LeafStack } from '../../../modules/leaf/leaf-stack';
import { baseConfig, leafConfig } from '../../support/configs';
import { json } from '../../support/matchers';
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

test.each(CONFIGS)('base has every output that the leaf reads: %s', (_, config) => {
  const { base, leaf } = stacks(config);
  const read = [...JSON.stringify(leaf.json).matchAll(/cross-stack-reference-input-base\.outputs\.([a-z_0-9]+)/g)];

  expect(read.length).toBeGreaterThan(0);
  expect(Object.keys(base.json.output ?? {})).toEqual(expect.arrayContaining(read.map(([, name]) => name)));
});

// why this must be so: modules/aws/aws-stack.ts
test.each(CONFIGS)(
  'no stack refers to a resource of another stack, so cdktf has nothing to prepare: %s',
  (_, configs) => {
    const { baseStack, leafStack } = constructs(configs);
    const all = () => [baseStack, leafStack].map((stack) => JSON.stringify(Template.fromStack(stack).json));
    const before = all();

    for (const stack of [baseStack, leafStack]) TerraformStack.prototype.prepareStack.call(stack);

    expect(all()).toEqual(before);
  },
);

test.each([
  ['in the night of the Region', { region: 'us-west-2' }, 13],
  ['at the hour that the config gives', { region: 'us-west-2', backup: { hour: 0 } }, 0],
])('the daily backups begin %s', (_, base, hour) => {
  expect(stacks({ base }).leaf.synthesized).toHaveResourceWithProperties(BackupPlan, {
    rule: [expect.objectContaining({ schedule: `cron(0 ${hour} * * ? *)` })],
  });
});

test('AWS names have the id with dashes for dots, tags have the id itself', () => {
  const { leaf } = stacks({ leaf: { id: 'a.b', stackName: 'a-b' } });

  expect(leaf.synthesized).toHaveResourceWithProperties(EcsCluster, { name: 'container-manager-a-b-cluster' });
  expect(leaf.resources('aws_ecs_cluster')).toHaveLength(1);
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

test('the stack asks AWS for its account, its partition, the instance type and where it is offered, and for nothing else', () => {
  const { leaf } = stacks();

  expect(leaf.synthesized).toHaveDataSource(DataAwsCallerIdentity);
  expect(leaf.synthesized).toHaveDataSource(DataAwsPartition);
  expect(leaf.synthesized).toHaveDataSourceWithProperties(DataAwsEc2InstanceType, { instance_type: 'm7i-flex.large' });
  expect(leaf.synthesized).toHaveDataSourceWithProperties(DataAwsEc2InstanceTypeOfferings, {
    filter: [{ name: 'instance-type', values: ['m7i-flex.large'] }],
  });
  const dataSources = leaf.addresses().filter((address) => address.startsWith('data.aws_'));
  expect(dataSources).toHaveLength(4);
});

describe('with fallback types', () => {
  const found = () => stacks({ leaf: { fallbackInstanceTypes: ['m6i.large', 'm6a.large'] } }).leaf;
  const environmentOf = (leaf: Template) =>
    leaf
      .resources('aws_lambda_function')
      .map(({ environment }) => (environment as { variables: Record<string, string> }).variables);

  test('the group can have each, in their order, and the image is what SSM says at deploy', () => {
    const leaf = found();
    const types = ['m7i-flex.large', 'm6i.large', 'm6a.large'];

    expect(leaf.resource('aws_autoscaling_group')).toMatchObject({
      mixed_instances_policy: { launch_template: { override: types.map((type) => ({ instance_type: type })) } },
    });
    expect(leaf.dataSources('aws_ssm_parameter')).toHaveLength(1);
    expect(leaf.dataSources('aws_ec2_instance_type')).toHaveLength(3);
    expect(leaf.dataSources('aws_ec2_instance_type_offerings')).toHaveLength(3);
    expect(JSON.stringify(leaf.json)).not.toContain('resolve:ssm');
  });

  test('the function that sends e-mails knows the types and their prices', () => {
    const [hook] = environmentOf(found()).filter(({ PRICES }) => PRICES !== undefined);

    expect(hook).toMatchObject({ INSTANCE_TYPES: 'm7i-flex.large m6i.large m6a.large' });
    const { hourly } = JSON.parse(String(hook?.PRICES)) as { hourly: object };
    expect(Object.keys(hourly)).toEqual(['m7i-flex.large', 'm6i.large', 'm6a.large']);
  });

  test('without them nothing of it is in the stack', () => {
    const { leaf } = stacks();
    const text = JSON.stringify(leaf.json);

    expect(text).toContain('resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id');
    expect(leaf.dataSources('aws_ssm_parameter')).toEqual([]);
    for (const part of ['mixed_instances_policy', 'INSTANCE_TYPES', 'Fallback']) expect(text).not.toContain(part);
  });

  test('no resource has another address', () => {
    const resources = (leaf: Template) => leaf.addresses().filter((address) => !address.startsWith('data.'));

    expect(resources(found())).toEqual(resources(stacks().leaf));
  });
});

test('the roles that mount a file system are made before its policy, and the policy before any instance', () => {
  const { leaf } = stacks({ leaf: { volumes: VOLUMES } });
  const statement = (Sid: string, principal: unknown): unknown =>
    expect.objectContaining({ Sid, Principal: { AWS: [principal] } });

  const policy = {
    policy: json(
      expect.objectContaining({
        Statement: [
          statement('NothingWithoutTls', '*'),
          statement('ContainerWrites', expect.stringMatching(/^\$\{aws_iam_role\.Container_TaskRole_\w+\.arn\}$/)),
          statement('Host', expect.stringMatching(/^\$\{aws_iam_role\.EcsAsg_InstanceRole_\w+\.arn\}$/)),
        ],
      }),
    ),
  };
  const policies = leaf.resources('aws_efs_file_system_policy');
  expect(policies).toHaveLength(VOLUMES.length);
  for (const found of policies) expect(found).toEqual(expect.objectContaining(policy));
  expect(leaf.synthesized).toHaveResourceWithProperties(EfsFileSystemPolicy, policy);
  expect(leaf.synthesized).toHaveResourceWithProperties(AutoscalingGroup, {
    depends_on: expect.arrayContaining(
      leaf.addresses().filter((address) => address.startsWith('aws_efs_file_system_policy.')),
    ) as unknown,
  });
});

test('a destroy keeps the network of the instance and of its file systems until the container has saved', () => {
  const { leaf } = stacks();
  const network = leaf.addresses().filter((address) => /SecurityGroups_(InstanceEgress|FileSystemNfs)_/.test(address));

  expect(network).toHaveLength(2);
  expect(leaf.synthesized).toHaveResourceWithProperties(AutoscalingGroup, {
    depends_on: expect.arrayContaining(network) as unknown,
  });
});

test('without volumes the stack has no file system, no backup and no security group for file systems', () => {
  const { leaf } = stacks({ leaf: { volumes: [] } });

  expect(leaf.addresses().filter((address) => /^aws_(efs|backup)|FileSystem|Volumes/.test(address))).toEqual([]);
  expect(leaf.synthesized).toHaveResourceWithProperties(SecurityGroup, {
    name: 'container-manager-minecraft-instance',
  });
  expect(leaf.resources('aws_security_group')).toHaveLength(1);
});

test('without Ssh in base.yaml the leaf has no SSH key', () => {
  expect(JSON.stringify(stacks().leaf.json)).not.toContain('ssh_key_name');
});

test('AllowedCidrs of the container decides who reaches its ports, and changes no other resource', () => {
  const container = { ...leafConfig().container, allowedCidrs: ['198.51.100.7/32'] };
  const [all, some] = [stacks().leaf, stacks({ leaf: { container } }).leaf];

  const cidrs = (found: Template) =>
    found.resources('aws_vpc_security_group_ingress_rule').flatMap(({ cidr_ipv4 }) => cidr_ipv4 ?? []);
  expect(cidrs(some)).toEqual(['198.51.100.7/32']);
  expect(cidrs(all)).toEqual(['0.0.0.0/0']);
  const others = (found: Template) => ({
    ...found.json,
    resource: { ...found.json.resource, aws_vpc_security_group_ingress_rule: undefined },
  });
  expect(others(some)).toEqual(others(all));
});

test('with Ssh in base.yaml the instance has the key, and port 22 is open only to the allowed CIDRs', () => {
  const { leaf } = stacks({ base: { ssh: SSH } });

  expect(leaf.synthesized).toHaveResourceWithProperties(VpcSecurityGroupIngressRule, {
    from_port: 22,
    cidr_ipv4: '192.0.2.0/24',
  });
  const rules = leaf.resources('aws_vpc_security_group_ingress_rule');
  expect(rules.filter((rule) => rule.from_port === 22)).toHaveLength(1);
  expect(leaf.synthesized).toHaveResourceWithProperties(LaunchTemplate, {
    key_name: expect.stringContaining('outputs.ssh_key_name') as unknown,
  });
});

test('with a domain the group has the tag by which a DNS query finds it, and the record has the same name', () => {
  const { leaf } = stacks({ base: { domain: DOMAIN }, leaf: { id: 'a.b', stackName: 'a-b' } });

  expect(leaf.synthesized).toHaveResourceWithProperties(AutoscalingGroup, {
    tag: expect.arrayContaining([
      { key: 'container-manager:host-name', value: 'a.b.example.com', propagate_at_launch: true },
    ]) as unknown,
  });
  expect(leaf.synthesized).toHaveResourceWithProperties(Route53Record, {
    name: 'a.b.example.com',
    zone_id: 'Z0123456789ABC',
  });
  expect(leaf.resources('aws_route53_record')).toHaveLength(1);
});

const QUERY: QueryConfig = { game: 'tcp', protocol: 'tcp', port: 25565, countsPlayers: false, loadingMinutes: 30 };
const HEALTH_CHECK = { command: ['CMD-SHELL', 'true'], interval: 30, timeout: 5, retries: 3, startPeriod: 0 };

test.each([
  [
    'the answer of its game',
    'answers',
    { query: QUERY, container: { ...leafConfig().container, healthCheck: HEALTH_CHECK } },
  ],
  ['its HealthCheck', 'healthy', { container: { ...leafConfig().container, healthCheck: HEALTH_CHECK } }],
] as const)('the group has a tag where ready is %s', (_, value, leaf) => {
  expect(stacks({ leaf }).leaf.synthesized).toHaveResourceWithProperties(AutoscalingGroup, {
    tag: expect.arrayContaining([
      { key: 'container-manager:ready-when', value, propagate_at_launch: false },
    ]) as unknown,
  });
});

test('the group has no such tag where ready is that the container runs', () => {
  expect(JSON.stringify(stacks().leaf.json)).not.toMatch(/ready-when|HAS_HEALTH_CHECK|LOADING_MINUTES/);
});

describe('with Wake.ByDns false', () => {
  const base = { domain: { name: 'example.com', hostedZoneId: 'Z0123456789' } };
  const { leaf } = stacks({ base, leaf: { wake: { byDns: false } } });

  test('the group has a tag that says so, and its instances do not', () => {
    expect(leaf.synthesized).toHaveResourceWithProperties(AutoscalingGroup, {
      tag: expect.arrayContaining([
        { key: 'container-manager:wake-rules', value: 'by-dns=false', propagate_at_launch: false },
      ]) as unknown,
    });
  });

  test('the functions that send e-mails know it, and the alarm that shows crashes says it', () => {
    const knowing = leaf
      .resources('aws_lambda_function')
      .filter((one) => JSON.stringify(one).includes('"WAKES_BY_DNS":"false"'))
      .map((one) => one.function_name);
    expect(knowing.sort()).toEqual([
      'container-manager-minecraft-asg-state-change-hook',
      'container-manager-minecraft-break-crash-loop',
    ]);
    expect(JSON.stringify(leaf.resources('aws_cloudwatch_metric_alarm'))).toContain(
      'with a link to the log. No connection starts it: ./cm wake minecraft does. If this alarm fires again',
    );
  });

  test('everything has the same id', () => {
    expect(leaf.addresses()).toEqual(stacks({ base }).leaf.addresses());
  });

  test('by default nothing says anything of it', () => {
    expect(JSON.stringify(stacks({ base }).leaf.json)).not.toMatch(/wake-rules|WAKES_BY_DNS|No connection/);
  });
});

test('with a start page the hook knows its address, also where base is not deployed since; without one nothing says anything of it', () => {
  const variables = (config: Configs) => JSON.stringify(stacks(config).leaf.resources('aws_lambda_function'));

  expect(variables({ base: { startPage: { enabled: true } } })).toMatch(
    /"START_PAGE_URL":"\$\{try\(data[.]terraform_remote_state[.]cross-stack-reference-input-base[.]outputs[.]start_page_url, \\"\\"\)\}"/,
  );
  expect(variables({})).not.toContain('START_PAGE_URL');
});

test('the group has a tag with the limit where there is one', () => {
  expect(stacks({ leaf: { limit: { hoursPerMonth: 0.5 } } }).leaf.synthesized).toHaveResourceWithProperties(
    AutoscalingGroup,
    {
      tag: expect.arrayContaining([
        { key: 'container-manager:wake-rules', value: 'limit-hours=0.5', propagate_at_launch: false },
      ]) as unknown,
    },
  );
  expect(JSON.stringify(stacks().leaf.json)).not.toContain('wake-rules');
});

test('without a domain the leaf has no DNS record and no permission for Route 53', () => {
  const { leaf } = stacks();

  expect(leaf.resources('aws_route53_record')).toEqual([]);
  for (const word of ['route53', 'host-name', 'dns_query_log_group']) {
    expect(JSON.stringify(leaf.json)).not.toContain(word);
  }
});

test('a deploy leaves the tags in which the hook notes what it has told people', () => {
  expect(stacks().leaf.synthesized).toHaveProviderWithProperties(AwsProvider, {
    ignore_tags: [{ key_prefixes: ['container-manager:told/'] }],
  });
});

test('its starts are recorded in a parameter, unless AWS refuses the name', () => {
  expect(stacks().leaf.resource('aws_ssm_parameter')).toMatchObject({ name: '/container-manager/starts/minecraft' });

  const { leaf } = stacks({ base: { name: 'SSM-games' } });
  expect(leaf.resources('aws_ssm_parameter')).toEqual([]);
  for (const word of ['STARTS_PARAMETER_NAME', 'ssm:PutParameter', 'GetConsoleOutput']) {
    expect(JSON.stringify(leaf.json)).not.toContain(word);
  }
});

test('construct ids are a contract: a changed address replaces the resource', () => {
  const { base, leaf } = stacks({
    base: { vpc: { maxAZs: 2 }, domain: DOMAIN, ssh: SSH, alertEmails: ['admin@example.com'] },
    leaf: { volumes: VOLUMES, alertEmails: ['player@example.com'] },
  });

  expect({ base: base.addresses(), leaf: leaf.addresses() }).toMatchSnapshot();
});

test.each([
  ['an image for everybody', 'itzg/minecraft-server:2026.9.1', true],
  ['an image of a private ECR repository', '123456789012.dkr.ecr.eu-central-1.amazonaws.com/games/valheim:1', false],
])('whether the instance pulls early: %s', (_, image, early) => {
  const { leaf } = stacks({ leaf: { container: { ...leafConfig().container, image } } });
  const userData = JSON.stringify(leaf.json.locals);

  expect(userData.includes(`--setenv=IMAGE='${image}' `)).toBe(early);
  expect(userData.includes('early-pull')).toBe(early);
});
