import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { TerraformResource, type TerraformStack, Testing } from 'cdktf';
import { z } from 'zod';

import { criticalAccess } from '../../../../cli/review/critical-access';
import { grantsOf } from '../../../../cli/review/grants';
import { isPermission } from '../../../../cli/review/rules/wider-policies';
import { BaseStack } from '../../../../modules/base/base-stack';
import { LeafStack } from '../../../../modules/leaf/leaf-stack';
import { FULL_BASE } from '../../../../upgrades/every-example';
import { load } from '../../../modules/config/support';
import { guardedPlan } from '../../support/plan';
import { PROJECT } from '../../../../e2e/project-copy/project-files';

// The rule about wider policies must know each type of our stacks that can grant something.

const EXAMPLES = join(PROJECT, 'examples/leaves');

/** Every key that makes a resource. */
const BASE = `${FULL_BASE}Maturity: devel
`;
const LEAF = `
Ec2: { InstanceType: m7g.large }
Container:
  Image: example/game:1
  Ports: [TCP: 25565, UDP: 25565]
  Secrets: { PASSWORD: /game/password }
Volumes:
  World: { EnableBackups: true, KeepOnDelete: true, Paths: [{ Path: /data/world }, { Path: /mods, ReadOnly: true }] }
  Cache: { EnableBackups: false, KeepOnDelete: false, Paths: [Path: /cache] }
Watchdog: { Threshold: 100, InstanceLeftUp: { DurationHours: 168, ShouldStop: true } }
AlertSubscription: { Email: players@example.com }
`;

const LOOKS_LIKE_A_GRANT = /polic|permission|principal|boundary|grant|acl\b|access|membership|attachment|url/;

/** Types that look like a permission by their names, and grant nothing in AWS. */
const OTHER_TYPES = ['aws_autoscaling_policy', 'aws_efs_access_point', 'aws_efs_backup_policy'];

/** Attributes that look like a policy by their names, and grant nothing. */
const OTHER_ATTRIBUTES = [
  'aws_autoscaling_group.instance_maintenance_policy',
  'aws_autoscaling_group.mixed_instances_policy',
  'aws_autoscaling_group.termination_policies',
  'aws_autoscaling_policy.policy_type',
  'aws_cloudwatch_event_target.retry_policy',
  'aws_cloudwatch_log_resource_policy.policy_name',
  'aws_efs_backup_policy.backup_policy',
  'aws_efs_file_system.lifecycle_policy',
  'aws_efs_file_system_policy.bypass_policy_lockout_safety_check',
  'aws_iam_role.force_detach_policies',
  // narrows what a role may do; lost-boundaries.ts reports one that goes
  'aws_iam_role.permissions_boundary',
  'aws_route53_record.cidr_routing_policy',
  'aws_route53_record.failover_routing_policy',
  'aws_route53_record.geolocation_routing_policy',
  'aws_route53_record.geoproximity_routing_policy',
  'aws_route53_record.latency_routing_policy',
  'aws_route53_record.multivalue_answer_routing_policy',
  'aws_route53_record.weighted_routing_policy',
  'aws_sns_topic.archive_policy',
  'aws_sns_topic.delivery_policy',
  'aws_sns_topic_subscription.delivery_policy',
  'aws_sns_topic_subscription.filter_policy',
  'aws_sns_topic_subscription.filter_policy_scope',
  'aws_sns_topic_subscription.redrive_policy',
  'aws_sns_topic_subscription.replay_policy',
];

/** Types that have a policy beside their own settings. */
const OWNERS_WITH_POLICY = ['aws_iam_role', 'aws_sns_topic'];

const STACKS = stacks();

/** Terraform type → all attributes in the provider's schema, of every type that base and the leaves have. */
const TYPES = attributesByType();

function attributesByType(): ReadonlyMap<string, readonly string[]> {
  const resources = STACKS.flatMap((stack) => stack.node.findAll()).filter((one) =>
    TerraformResource.isTerraformResource(one),
  );
  return new Map(resources.map((one) => [one.terraformResourceType, attributesOf(one)]));
}

/** Base and every leaf. */
function stacks(): TerraformStack[] {
  const examples = readdirSync(EXAMPLES).map((file) => [
    `config/leaves/${file}`,
    readFileSync(join(EXAMPLES, file), 'utf8'),
  ]);
  const { config } = load({
    'config/base.yaml': BASE,
    'config/leaves/every.key.yaml': LEAF,
    ...(Object.fromEntries(examples) as Record<string, string>),
  });
  const app = Testing.app();
  const baseStack = new BaseStack(app, config.base);
  return [baseStack, ...config.leaves.map((leaf) => new LeafStack(app, { baseStack, base: config.base, leaf }))];
}

/** The provider's classes have a getter `<attribute>Input` for each attribute that can be set. */
function attributesOf(resource: object): string[] {
  const names: string[] = [];
  for (
    let prototype: unknown = resource;
    prototype instanceof TerraformResource;
    prototype = Object.getPrototypeOf(prototype)
  ) {
    names.push(...Object.getOwnPropertyNames(prototype));
  }
  return names.flatMap((name) => (name.endsWith('Input') ? [snakeCase(name.slice(0, -'Input'.length))] : []));
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Whether the rule reads what a type allows from an attribute: then it notices that the value is unknown. */
function isRead(type: string, attribute: string): boolean {
  return grantsOf(type, {}, { [attribute]: true }).some(({ unknown }) => unknown !== 'nothing');
}

test('the rule reads each attribute of a synthesized type that may be a policy', () => {
  const unread = [...TYPES].flatMap(([type, attributes]) =>
    attributes
      .filter((attribute) => LOOKS_LIKE_A_GRANT.test(attribute) && !isRead(type, attribute))
      .map((attribute) => `${type}.${attribute}`),
  );

  expect(unread.sort()).toEqual(OTHER_ATTRIBUTES);
});

test('the rule knows each synthesized type that may be a permission', () => {
  const types = [...TYPES.keys()].filter((type) => LOOKS_LIKE_A_GRANT.test(type));

  expect(types.filter((type) => !isPermission(type)).sort()).toEqual(OTHER_TYPES);
});

test('the rule knows each synthesized type that has a policy', () => {
  const withPolicy = [...TYPES].filter(([type, attributes]) => attributes.some((attribute) => isRead(type, attribute)));
  const types = withPolicy.map(([type]) => type).sort();

  expect(types.filter((type) => !isPermission(type))).toEqual(OWNERS_WITH_POLICY);
  // what base and a leaf have: the test sees it
  expect(types.filter(isPermission)).toEqual([
    'aws_cloudwatch_log_resource_policy',
    'aws_efs_file_system_policy',
    'aws_iam_role_policy',
    'aws_lambda_permission',
    'aws_sns_topic_policy',
  ]);
});

test('of what is shown on top of the page, base and the leaves make an SSH key alone', () => {
  const synthesized = z.object({ resource: z.record(z.string(), z.record(z.string(), z.unknown())) });
  const [, keyName = ''] = /"key_name": *"([^"]*)"/.exec(STACKS.map((stack) => Testing.synth(stack)).join()) ?? [];
  const plans = STACKS.map((stack) => {
    // as Terraform fills in what exists; the rest it knows only after apply
    const text = Testing.synth(stack)
      .replace(/\$\{aws_iam_role\.\w+\.arn\}/g, 'arn:aws:iam::123456789012:role/it')
      .replace(/\$\{data\.terraform_remote_state\.[\w.-]+\.ssh_key_name\}/g, keyName);
    const changes = Object.entries(synthesized.parse(JSON.parse(text)).resource).flatMap(([type, named]) =>
      Object.entries(named).map(([id, after]) => ({ address: `${type}.${id}`, actions: ['create'], after })),
    );
    const topic = {
      address: 'aws_sns_topic.Old',
      actions: ['no-op'],
      before: { arn: 'arn:aws:sns:eu-west-1:123456789012:old' },
    };
    return guardedPlan([topic, ...changes], { stack: stack.node.id });
  });

  const found = criticalAccess(plans).flat();

  expect(found.map(({ stack, message }) => `${stack} ${message}`)).toEqual(['base is an SSH key that opens instances']);
});
