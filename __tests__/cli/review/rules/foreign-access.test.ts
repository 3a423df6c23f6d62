import { foreignAccess, ownAccounts } from '../../../../cli/review/rules/foreign-access';
import { type ChangeOfPlan, guardedPlan } from '../../support/plan';

const OWN = '123456789012';
const TOPIC: ChangeOfPlan = {
  address: 'aws_sns_topic.Alerts',
  actions: ['no-op'],
  before: { arn: `arn:aws:sns:eu-central-1:${OWN}:alerts` },
  after: {},
};

function found(...changes: ChangeOfPlan[]): string[] {
  const plan = guardedPlan([TOPIC, ...changes]);
  return foreignAccess(plan, ownAccounts([plan])).map(({ message }) => message);
}

const trust = (Principal: unknown, Condition?: object) =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal, Condition }] });

const role = (after: string, before?: string): ChangeOfPlan => ({
  address: 'aws_iam_role.It',
  actions: [before === undefined ? 'create' : 'update'],
  before: before === undefined ? null : { assume_role_policy: before },
  after: { assume_role_policy: after },
});

const FOREIGN = 'lets account 999999999999 in, which is not yours';

test.each<[string, unknown, string]>([
  ['an account', { AWS: '999999999999' }, FOREIGN],
  ['a user of an account', { AWS: ['arn:aws:iam::999999999999:user/a'] }, FOREIGN],
  ['a session', { AWS: 'arn:aws:sts::999999999999:assumed-role/a/b' }, FOREIGN],
  ['everybody', '*', 'lets everybody in'],
  ['an id', { AWS: 'AIDAEXAMPLE' }, 'lets AIDAEXAMPLE in'],
  [
    'an identity provider',
    { Federated: 'token.actions.githubusercontent.com' },
    'lets in whom the identity provider token.actions.githubusercontent.com vouches for',
  ],
  ['a canonical user', { CanonicalUser: '79a5' }, 'lets CanonicalUser 79a5 in'],
])('reports a role that trusts %s', (_, principal, expected) => {
  expect(found(role(trust(principal)))).toEqual([expected]);
});

test('reports a condition that lets another account in', () => {
  expect(found(role(trust('*', { StringEquals: { 'aws:PrincipalAccount': '999999999999' } })))).toEqual([FOREIGN]);
  expect(found(role(trust('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } })))).toEqual(['lets o-1 in']);
  expect(found(role(trust('*', { StringEquals: { 'aws:PrincipalAccount': OWN } })))).toEqual([]);
});

test('does not report services and the own account', () => {
  expect(found(role(trust({ Service: 'ecs-tasks.amazonaws.com' })))).toEqual([]);
  expect(found(role(trust({ AWS: [OWN, `arn:aws:iam::${OWN}:role/a`] })))).toEqual([]);
});

test('reports only what is new', () => {
  expect(found(role(trust({ AWS: ['999999999999', '888888888888'] }), trust({ AWS: '999999999999' })))).toEqual([
    'lets account 888888888888 in, which is not yours',
  ]);
});

test('reports every account where no plan shows the own one', () => {
  const plan = guardedPlan([role(trust({ AWS: '999999999999' }))]);

  expect(foreignAccess(plan, ownAccounts([plan])).map(({ message }) => message)).toEqual([
    'lets account 999999999999 in: check that it is yours',
  ]);
});

test.each([
  ['aws_s3_bucket_policy', { policy: trust({ AWS: '999999999999' }) }],
  ['aws_kms_key', { policy: trust({ AWS: 'arn:aws:iam::999999999999:root' }) }],
  ['aws_lambda_permission', { principal: '999999999999' }],
  ['aws_ami_launch_permission', { account_id: '999999999999' }],
  ['aws_ram_principal_association', { principal: '999999999999' }],
  ['aws_kms_grant', { grantee_principal: 'arn:aws:iam::999999999999:role/a' }],
])('reports %s', (type, after) => {
  expect(found({ address: `${type}.It`, actions: ['create'], after })).toEqual([FOREIGN]);
});

test('reports a trust policy that is known only after apply, also where the whole stack is new', () => {
  const unknown = { address: 'aws_iam_role.It', actions: ['create'], after: {}, unknown: { assume_role_policy: true } };

  expect(found(unknown)).toEqual([
    'has a trust policy that is known only after apply: read in the code who gets its rights',
  ]);
});
