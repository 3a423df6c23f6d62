import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parsePlan, type TerraformPlan } from '../../../../cli/terraform/plan';
import { widerPolicies } from '../../../../cli/review/rules/wider-policies';
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
    ['policy-added', ['aws_iam_role_policy.Files gives new permissions to something that exists already']],
    [
      'permission-widened',
      [
        'aws_cloudwatch_log_resource_policy.Queries widens policy_document',
        'aws_lambda_permission.Rule widens whom it lets call the function',
      ],
    ],
    ['permission-unknown', [`aws_lambda_permission.Rule changes permission, which is ${LATER}`]],
    [
      'policies-moved',
      [
        'aws_iam_role_policy.Logs moves its permissions to something that exists already',
        'aws_iam_role_policy_attachment.Own moves its permissions to something that exists already',
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
        'aws_iam_role.New lets everybody in by its assume_role_policy',
        'aws_iam_role.Other widens inline_policy',
        `aws_iam_role.Task changes managed_policy_arns, which is ${LATER}`,
      ],
    ],
    [
      'policies-for-anyone',
      [
        'aws_backup_vault_policy.Vault gives new permissions to something that exists already',
        'aws_backup_vault_policy.Vault lets everybody in by its policy',
        `aws_cloudwatch_log_resource_policy.Unknown has a policy_document that is ${LATER}`,
        'aws_cloudwatch_log_resource_policy.Wide allows everything of a service by its policy_document',
        'aws_efs_file_system_policy.World widens policy',
        'aws_sns_topic_policy.Open gives new permissions to something that exists already',
        'aws_sns_topic_policy.Open lets everybody in by its policy',
      ],
    ],
    ['volume-renamed', [`aws_efs_file_system_policy.Worlds has a policy that is ${LATER}`]],
  ])('%s', (variant, expected) => {
    expect(foundIn(variant)).toEqual(expected);
  });
});

describe('what cannot be read', () => {
  const policy = (actions: string[], before: unknown, after: unknown): ChangeOfPlan => ({
    address: 'aws_sns_topic_policy.Alerts',
    actions,
    before: before === null ? null : { arn: 'arn:a', policy: before },
    after: after === null ? null : { arn: 'arn:a', policy: after },
  });

  test.each<[string, ChangeOfPlan, string]>([
    ['new', policy(['create'], null, 'no JSON'), 'has a policy that could not be read'],
    ['changed', policy(['update'], '{"Statement":[]}', 'no JSON'), 'changes policy, which could not be compared'],
    ['gone', policy(['delete'], 'no JSON', null), 'takes away a policy that could not be read'],
  ])('%s', (_, change, expected) => {
    expect(found(planOf([change]))).toContain(`aws_sns_topic_policy.Alerts ${expected}`);
  });

  test('is not named where it stays as it is', () => {
    const tagged = policy(['update'], 'no JSON', 'no JSON');

    expect(found(planOf([tagged]))).toEqual([]);
  });
});

test('a permission that loses what narrows it, or is replaced with less of it, is wider', () => {
  const values = { action: 'lambda:InvokeFunction', principal: 'logs.amazonaws.com', function_name: 'hook' };
  const narrow = { ...values, source_arn: 'arn:a', source_account: '123456789012' };
  const change = { address: 'aws_lambda_permission.Rule', before: narrow };

  for (const actions of [['update'], ['delete', 'create']]) {
    expect(found(planOf([{ ...change, actions, after: { ...narrow, source_account: null } }]))).toHaveLength(1);
    expect(found(planOf([{ ...change, actions, after: { ...narrow, principal_org_id: 'o-1' } }]))).toEqual([]);
  }
});

test('a new permission for everybody is named, unless it is narrowed', () => {
  const after = { action: 'lambda:InvokeFunction', principal: '*' };
  const made = (more: object) =>
    found(planOf([{ address: 'aws_lambda_permission.It', actions: ['create'], after: { ...after, ...more } }]));

  expect(made({})).toEqual(['aws_lambda_permission.It lets everybody in by its permission']);
  expect(made({ source_account: '123456789012' })).toEqual([]);
});

test('what moves to something that the plan makes only then is named', () => {
  const change = { address: 'aws_iam_role_policy.Logs', actions: ['delete', 'create'], before: { role: 'task' } };

  expect(found(planOf([{ ...change, after: {}, unknown: { role: true } }]))).toEqual([
    `aws_iam_role_policy.Logs moves its permissions to what is ${LATER}`,
  ]);
});

test('what is adopted or forgotten takes no denial away, what is deleted does', () => {
  const policy = { Statement: [{ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }] };
  const values = { arn: 'arn:a', policy: JSON.stringify(policy) };
  const change = { address: 'aws_sns_topic_policy.Alerts', before: values };

  expect(found(planOf([{ ...change, actions: ['no-op'], after: values, importing: { id: 'a' } }]))).toEqual([]);
  expect(found(planOf([{ ...change, actions: ['forget'] }]))).toEqual([]);
  expect(found(planOf([{ ...change, actions: ['delete'] }]))).toEqual([
    'aws_sns_topic_policy.Alerts takes away a policy that denies something',
  ]);
});
