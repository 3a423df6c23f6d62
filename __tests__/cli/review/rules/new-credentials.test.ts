import { newCredentials, sshKeyNames } from '../../../../cli/review/rules/new-credentials';
import { type ChangeOfPlan, guardedPlan } from '../../support/plan';

function found(...changes: ChangeOfPlan[]): string[] {
  const plan = guardedPlan(changes);
  return newCredentials(plan, sshKeyNames([plan])).map(({ address, message }) => `${address} ${message}`);
}

test.each([
  ['aws_iam_user', 'is a new user of the account'],
  ['aws_iam_access_key', 'is a new access key, which never expires'],
  ['aws_iam_user_login_profile', 'is a new password for the console'],
  ['aws_iam_openid_connect_provider', 'makes the account trust another identity provider'],
  ['aws_key_pair', 'is an SSH key that opens instances'],
])('reports a new %s', (type, expected) => {
  expect(found({ address: `${type}.It`, actions: ['create'], after: { user: 'a' } })).toEqual([
    `${type}.It ${expected}`,
  ]);
});

test('reports an SSH key that is replaced by another one, and not one that only gets other tags', () => {
  const before = { key_name: 'admin', public_key: 'ssh-ed25519 AAAA', tags: {} };
  const change = { address: 'aws_key_pair.It', before };

  expect(found({ ...change, actions: ['update'], after: { ...before, tags: { a: 'b' } } })).toEqual([]);
  expect(
    found({ ...change, actions: ['delete', 'create'], after: { ...before, public_key: 'ssh-ed25519 BBBB' } }),
  ).toEqual(['aws_key_pair.It is an SSH key that opens instances']);
});

test('shows no part of a key', () => {
  expect(
    found({ address: 'aws_key_pair.It', actions: ['create'], after: { public_key: 'AAAA' } }).join(),
  ).not.toContain('AAAA');
});

test('reports an SSH key of instances that no plan shows', () => {
  const template = { address: 'aws_launch_template.It', actions: ['create'], after: { key_name: 'attacker' } };
  const pair = { address: 'aws_key_pair.It', actions: ['no-op'], before: { key_name: 'attacker' }, after: {} };

  expect(found(template)).toEqual([
    'aws_launch_template.It lets the SSH key attacker open instances, which is not in these plans',
  ]);
  expect(found(template, pair)).toEqual([]);
  expect(found({ ...template, after: { key_name: '' } })).toEqual([]);
});
