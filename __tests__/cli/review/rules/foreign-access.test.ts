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

test.each<[string, object]>([
  ['everybody who has an address', { Principal: '*', Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.7/32' } } }],
  [
    'half of all addresses, twice',
    { Principal: '*', Condition: { IpAddress: { 'aws:SourceIp': ['0.0.0.0/1', '128.0.0.0/1'] } } },
  ],
  ['whoever tags their own role', { Principal: '*', Condition: { StringEquals: { 'aws:PrincipalTag/a': 'b' } } }],
  [
    'everybody but its own account',
    { Principal: '*', Condition: { StringNotEquals: { 'aws:PrincipalAccount': OWN } } },
  ],
])('reports a role that trusts %s', (_, statement) => {
  const text = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement }] });

  expect(found(role(text))).toEqual([expect.stringMatching(/^lets everybody in/)]);
});

test('reports everybody but one, where a condition names another account', () => {
  const NotPrincipal = { AWS: `arn:aws:iam::${OWN}:root` };
  const Condition = { StringEquals: { 'aws:PrincipalAccount': '999999999999' } };
  const text = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', NotPrincipal, Condition }] });

  expect(found(role(text))).toEqual([FOREIGN]);
});

test('reports a permission for everybody of another account or organization', () => {
  const permission = (after: object) => found({ address: 'aws_lambda_permission.It', actions: ['create'], after });

  expect(permission({ principal: '*', source_account: '999999999999' })).toEqual([FOREIGN]);
  expect(permission({ principal: '*', principal_org_id: 'o-1' })).toEqual(['lets o-1 in']);
  expect(permission({ principal: '*', source_account: OWN })).toEqual([]);
});

test('an imported resource of another account does not make that account ours', () => {
  const imported: ChangeOfPlan = {
    address: 'aws_sns_topic.Theirs',
    actions: ['no-op'],
    before: { arn: 'arn:aws:sns:eu-central-1:999999999999:theirs' },
    after: {},
    importing: { id: 'arn:aws:sns:eu-central-1:999999999999:theirs' },
  };

  expect(found(imported, role(trust({ AWS: '999999999999' })))).toEqual([FOREIGN]);
});
