import { newAdministrators } from '../../../../cli/review/rules/new-administrators';
import { type ChangeOfPlan, guardedPlan } from '../../support/plan';

const found = (...changes: ChangeOfPlan[]) =>
  newAdministrators(guardedPlan(changes)).map(({ address, message }) => `${address} ${message}`);

const allow = (Action: unknown, more: object = {}) =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Action, Resource: '*', ...more }] });

const policy = (text: string, before: string | null = null): ChangeOfPlan => ({
  address: 'aws_iam_role_policy.It',
  actions: [before === null ? 'create' : 'update'],
  before: before === null ? null : { role: 'task', policy: before },
  after: { role: 'task', policy: text },
});

test.each<[unknown, string]>([
  ['*', '*'],
  ['*:*', '*:*'],
  [['s3:GetObject', 'iam:*'], 'iam:*'],
  ['IAM:attachrolepolicy', 'IAM:attachrolepolicy'],
  ['iam:Put?olePolicy', 'iam:Put?olePolicy'],
  ['sts:Assume*', 'sts:Assume*'],
])('reports the action %j', (action, expected) => {
  expect(found(policy(allow(action)))).toEqual([
    `aws_iam_role_policy.It gives the rights of an administrator (${expected})`,
  ]);
});

test('reports NotAction', () => {
  expect(found(policy(allow(undefined, { NotAction: 's3:*' })))).toEqual([
    'aws_iam_role_policy.It gives every right but those that its NotAction names',
  ]);
});

test('reports a pattern that is longer than any action', () => {
  expect(found(policy(allow(`iam:${'*'.repeat(200)}`)))).toHaveLength(1);
});

test.each(['s3:*', 'iam:GetRole', 'iam:List*', 'ecs:*', 'a'.repeat(200)])('does not report %s', (action) => {
  expect(found(policy(allow(action)))).toEqual([]);
});

test('does not report denials, nor what a resource lets others do to it', () => {
  expect(found(policy(allow('*', { Effect: 'Deny' })))).toEqual([]);
  expect(found(policy(allow('*', { Principal: { AWS: '123456789012' } })))).toEqual([]);
});

test('does not report what a resource gave before', () => {
  expect(found(policy(allow('*', { Sid: 'new' }), allow('*')))).toEqual([]);
  expect(found(policy(allow('*'), allow('s3:*')))).toHaveLength(1);
});

test.each([
  ['aws_iam_policy', { policy: allow('*') }],
  ['aws_iam_role', { inline_policy: [{ name: 'a', policy: allow('*') }] }],
  ['aws_ssoadmin_permission_set_inline_policy', { inline_policy: allow('*') }],
  ['aws_iam_role', { managed_policy_arns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }],
  ['aws_iam_user_policy_attachment', { policy_arn: 'arn:aws-cn:iam::aws:policy/IAMFullAccess' }],
  ['aws_iam_policy_attachment', { policy_arn: 'arn:aws:iam::aws:policy/PowerUserAccess' }],
  ['aws_iam_group_policy_attachment', { policy_arn: 'arn:aws:iam::aws:policy/job-function/SystemAdministrator' }],
])('reports it in %s: %j', (type, after) => {
  expect(found({ address: `${type}.It`, actions: ['create'], after })).toEqual([
    expect.stringContaining(`${type}.It gives the rights of an administrator (`),
  ]);
});

test('reports a policy of the account that the plan does not show', () => {
  const arn = 'arn:aws:iam::123456789012:policy/somebody';
  const attachment = { address: 'aws_iam_role_policy_attachment.It', actions: ['create'], after: { policy_arn: arn } };
  const shown = { address: 'aws_iam_policy.Own', actions: ['no-op'], before: { arn }, after: { arn } };

  expect(found(attachment)).toEqual([
    `aws_iam_role_policy_attachment.It attaches ${arn}, whose content is not in this plan`,
  ]);
  expect(found(attachment, shown)).toEqual([]);
});

test('does not report a policy of AWS that only reads', () => {
  const after = { policy_arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' };

  expect(found({ address: 'aws_iam_role_policy_attachment.It', actions: ['create'], after })).toEqual([]);
});

test('reports a policy that cannot be read', () => {
  expect(found(policy('{"statement":[{"effect":"Allow","action":"*","resource":"*"}]}'))).toEqual([
    'aws_iam_role_policy.It has a policy that could not be read',
  ]);
});

test('reports a policy that is attached to existing users, also where it is known only after apply', () => {
  const attachment = (more: Partial<ChangeOfPlan>) =>
    found({ address: 'aws_iam_policy_attachment.It', actions: ['create'], ...more });

  expect(attachment({ after: { users: ['bob'] }, unknown: { policy_arn: true } })).toEqual([
    'aws_iam_policy_attachment.It attaches a policy that is known only after apply: read it in the code',
  ]);
});
