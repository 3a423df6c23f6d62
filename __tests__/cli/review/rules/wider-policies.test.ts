import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parsePlan, type TerraformPlan } from '../../../../cli/terraform/plan';
import { widerPolicies } from '../../../../cli/review/rules/wider-policies';
import { Work } from '../../../../cli/changes/work';
import { type ChangeOfPlan, planOf } from '../../support/plan';

function found(plan: TerraformPlan): string[] {
  return widerPolicies({ stack: 'world', plan, isAwake: false }).map(({ address, message }) => `${address} ${message}`);
}

/** In a plan that Terraform and the AWS provider wrote. */
function foundIn(variant: string): string[] {
  return found(parsePlan(readFileSync(join(__dirname, '../../guard/fixtures', `${variant}.json`), 'utf8'), variant));
}

const LATER = 'known only after apply: read it in the code';

describe('on plans that Terraform wrote', () => {
  test.each([
    'everything-new',
    'unchanged',
    'harmless',
    'everything-gone',
    'new-image',
    'zone-added',
    'port-opened',
    'secret-changed',
  ])('%s widens nothing', (variant) => {
    expect(foundIn(variant)).toEqual([]);
  });

  test.each<[string, string[]]>([
    ['policy-widened', ['aws_iam_role_policy.Logs widens policy']],
    ['policy-added', ['aws_iam_role_policy.Files grants new permissions to an existing resource']],
    [
      'permission-widened',
      [
        'aws_cloudwatch_log_resource_policy.Queries widens policy_document',
        'aws_lambda_permission.Rule lets more callers invoke the function',
      ],
    ],
    ['permission-unknown', [`aws_lambda_permission.Rule changes permission, which is ${LATER}`]],
    [
      'policies-moved',
      [
        'aws_iam_role_policy.Logs moves its permissions to an existing resource',
        'aws_iam_role_policy_attachment.Own moves its permissions to an existing resource',
      ],
    ],
    [
      'role-renamed',
      [
        `aws_efs_file_system_policy.World changes policy, which is ${LATER}`,
        `aws_iam_role.Task changes managed_policy_arns, which is ${LATER}`,
        `aws_iam_role.Task changes inline_policy, which is ${LATER}`,
      ],
    ],
    [
      'role-extended',
      [
        'aws_iam_role.New grants public access by its assume_role_policy',
        'aws_iam_role.Other widens inline_policy',
        `aws_iam_role.Task changes managed_policy_arns, which is ${LATER}`,
      ],
    ],
    [
      'policies-for-anyone',
      [
        'aws_backup_vault_policy.Vault grants new permissions to an existing resource',
        'aws_backup_vault_policy.Vault grants public access by its policy',
        `aws_cloudwatch_log_resource_policy.Unknown has a policy_document that is ${LATER}`,
        'aws_cloudwatch_log_resource_policy.Wide allows every action of a service by its policy_document',
        'aws_efs_file_system_policy.World widens policy',
        'aws_sns_topic_policy.Open grants new permissions to an existing resource',
        'aws_sns_topic_policy.Open grants public access by its policy',
      ],
    ],
    ['volume-renamed', [`aws_efs_file_system_policy.Worlds has a policy that is ${LATER}`]],
  ])('reports the wider policies of %s', (variant, expected) => {
    expect(foundIn(variant)).toEqual(expected);
  });
});

describe('a policy that cannot be read', () => {
  const policy = (actions: string[], before: unknown, after: unknown): ChangeOfPlan => ({
    address: 'aws_sns_topic_policy.Alerts',
    actions,
    before: before === null ? null : { arn: 'arn:a', policy: before },
    after: after === null ? null : { arn: 'arn:a', policy: after },
  });

  test.each<[string, ChangeOfPlan, string]>([
    ['new', policy(['create'], null, 'no JSON'), 'has a policy that could not be read'],
    ['changed', policy(['update'], '{"Statement":[]}', 'no JSON'), 'changes policy, which could not be compared'],
    ['removed', policy(['delete'], 'no JSON', null), 'removes a policy that could not be read'],
  ])('is reported when it is %s', (_, change, expected) => {
    expect(found(planOf([change]))).toContain(`aws_sns_topic_policy.Alerts ${expected}`);
  });

  test('is not reported when it stays as it is', () => {
    const tagged = policy(['update'], 'no JSON', 'no JSON');

    expect(found(planOf([tagged]))).toEqual([]);
  });
});

test('reports a policy that takes too long to compare, and goes on', () => {
  const statement = (Resource: string) =>
    JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource }] });
  const policy = (name: string, before: string, after: string): ChangeOfPlan => ({
    address: `aws_iam_role_policy.${name}`,
    actions: ['update'],
    before: { role: 'task', policy: statement(before) },
    after: { role: 'task', policy: statement(after) },
  });
  const plan = planOf([
    policy('Crafted', `*${'a'.repeat(2_000)}b`, 'a'.repeat(5_000)),
    { ...policy('Port', 'a', 'b'), address: 'aws_sns_topic.Other' },
  ]);

  const work = new Work(100_000);
  const messages = widerPolicies({ stack: 'world', plan, isAwake: false }, work);

  expect(work.steps).toBeLessThanOrEqual(200_000);
  expect(messages.map(({ address, message }) => `${address} ${message}`)).toEqual([
    'aws_iam_role_policy.Crafted changes policy, which takes too long to compare: read it in the code',
    'aws_sns_topic.Other changes policy, which takes too long to compare: read it in the code',
  ]);
});

test('reports a policy of a new role that is known only after apply, unless the whole stack is new', () => {
  const role: ChangeOfPlan = { address: 'aws_iam_role.New', actions: ['create'], after: { name: 'new' } };
  const policy = {
    address: 'aws_iam_role_policy.New',
    actions: ['create'],
    after: { role: 'new' },
    unknown: { policy: true },
  };
  const topic: ChangeOfPlan = { address: 'aws_sns_topic.Old', actions: ['no-op'], before: {}, after: {} };

  expect(found(planOf([role, policy, topic]))).toEqual([`aws_iam_role_policy.New has a policy that is ${LATER}`]);
  expect(found(planOf([role, policy]))).toEqual([]);
});

test('reports a permission that loses what narrows it, updated or replaced', () => {
  const values = { action: 'lambda:InvokeFunction', principal: 'logs.amazonaws.com', function_name: 'hook' };
  const narrow = { ...values, source_arn: 'arn:a', source_account: '123456789012' };
  const change = { address: 'aws_lambda_permission.Rule', before: narrow };

  for (const actions of [['update'], ['delete', 'create']]) {
    expect(found(planOf([{ ...change, actions, after: { ...narrow, source_account: null } }]))).toHaveLength(1);
    expect(found(planOf([{ ...change, actions, after: { ...narrow, principal_org_id: 'o-1' } }]))).toEqual([]);
  }
});

test('reports a new permission for everybody, unless it is narrowed', () => {
  const after = { action: 'lambda:InvokeFunction', principal: '*' };
  const made = (more: object) =>
    found(planOf([{ address: 'aws_lambda_permission.It', actions: ['create'], after: { ...after, ...more } }]));

  expect(made({})).toEqual(['aws_lambda_permission.It grants public access by its permission']);
  expect(made({ source_account: '123456789012' })).toEqual([]);
});

test('reports a permission that moves to a resource known only after apply', () => {
  const change = { address: 'aws_iam_role_policy.Logs', actions: ['delete', 'create'], before: { role: 'task' } };

  expect(found(planOf([{ ...change, after: {}, unknown: { role: true } }]))).toEqual([
    `aws_iam_role_policy.Logs moves its permissions to a resource ${LATER}`,
  ]);
});

test('reports a denial that is deleted, but not one that is adopted or forgotten', () => {
  const policy = { Statement: [{ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }] };
  const values = { arn: 'arn:a', policy: JSON.stringify(policy) };
  const change = { address: 'aws_sns_topic_policy.Alerts', before: values };

  expect(found(planOf([{ ...change, actions: ['no-op'], after: values, importing: { id: 'a' } }]))).toEqual([]);
  expect(found(planOf([{ ...change, actions: ['forget'] }]))).toEqual([]);
  expect(found(planOf([{ ...change, actions: ['delete'] }]))).toEqual([
    'aws_sns_topic_policy.Alerts removes a policy that denies something',
  ]);
});
