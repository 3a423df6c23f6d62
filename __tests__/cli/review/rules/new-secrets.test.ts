import { newSecrets } from '../../../../cli/review/rules/new-secrets';
import { type ChangeOfPlan, guardedPlan } from '../../support/plan';

const HERE = 'eu-central-1:123456789012';
const PARAMETER = `arn:aws:ssm:${HERE}:parameter/minecraft/password`;
const SECRET = `arn:aws:secretsmanager:${HERE}:secret:games/rcon-AbCdEf`;

function found(...changes: ChangeOfPlan[]): string[] {
  return newSecrets(guardedPlan(changes)).map(({ stack, address, message }) => `${stack} ${address} ${message}`);
}

const policy = (...statements: object[]) => ({ policy: JSON.stringify({ Statement: statements }) });
const allow = (Action: string | string[], Resource: string | string[]) => ({ Effect: 'Allow', Action, Resource });
const changed = (before: object, after: object): ChangeOfPlan => ({
  address: 'aws_iam_role_policy.It',
  actions: ['update'],
  before,
  after,
});
const created = (after: object): ChangeOfPlan => ({ address: 'aws_iam_role_policy.It', actions: ['create'], after });

test('names the leaf and each secret that a role did not read before', () => {
  const before = policy(allow('ssm:GetParameters', PARAMETER));
  const after = policy(
    allow(['ssm:GetParameters'], [PARAMETER, `arn:aws:ssm:${HERE}:parameter/bank/key`]),
    allow('secretsmanager:GetSecretValue', SECRET),
  );

  expect(found(changed(before, after))).toEqual([
    'minecraft aws_iam_role_policy.It newly reads the SSM parameter /bank/key',
    'minecraft aws_iam_role_policy.It newly reads the secret of Secrets Manager games/rcon',
  ]);
});

test('reports the secrets of a new leaf, too', () => {
  expect(found(created(policy(allow('ssm:GetParameters', PARAMETER))))).toEqual([
    'minecraft aws_iam_role_policy.It newly reads the SSM parameter /minecraft/password',
  ]);
});

test('passes a policy that reads the same or less, however it is written', () => {
  const before = policy(allow('ssm:GetParameters', PARAMETER), allow('secretsmanager:GetSecretValue', SECRET));

  expect(found(changed(before, policy(allow(['ssm:GetParameters'], [PARAMETER]))))).toEqual([]);
  expect(found({ address: 'aws_iam_role_policy.It', actions: ['delete'], before })).toEqual([]);
});

test.each<[string | string[], string, string]>([
  ['ssm:GetParameter*', '*', 'newly reads each SSM parameter that * stands for'],
  ['SSM:getparametersbypath', `arn:aws:ssm:${HERE}:parameter/games/*`, 'newly reads the SSM parameter /games/*'],
  ['ssm:*', 'arn:aws:ssm:*', 'newly reads each SSM parameter that arn:aws:ssm:* stands for'],
  ['ssm:Get*', 'arn:aws:s*', 'newly reads each SSM parameter that arn:aws:s* stands for'],
  [
    'secretsmanager:*',
    `arn:*:${HERE}:secret:a`,
    `newly reads each secret of Secrets Manager that arn:*:${HERE}:secret:a stands for`,
  ],
  ['secretsmanager:Get*', `arn:aws:secretsmanager:${HERE}:secret:*`, 'newly reads the secret of Secrets Manager *'],
  [
    'ssm:GetParameters',
    `arn:aws:ssm:${HERE}:parameter/${'a'.repeat(3000)}`,
    'newly reads each SSM parameter that a very long pattern stands for',
  ],
])('understands wildcards and long patterns: %s of %s', (action, resource, expected) => {
  expect(found(created(policy(allow(action, resource))))).toEqual([`minecraft aws_iam_role_policy.It ${expected}`]);
});

test('reports both stores for every action', () => {
  expect(found(created(policy(allow('*', '*'))))).toEqual([
    'minecraft aws_iam_role_policy.It newly reads each SSM parameter that * stands for',
    'minecraft aws_iam_role_policy.It newly reads each secret of Secrets Manager that * stands for',
  ]);
});

test('reports a policy that names what it does not read', () => {
  const statement = { Effect: 'Allow', Action: 'ssm:GetParameters', NotResource: PARAMETER };

  expect(found(created(policy(statement)))).toEqual([
    'minecraft aws_iam_role_policy.It newly reads each SSM parameter but those that its NotResource names',
  ]);
});

test('passes other actions, denials, other services and policies of a secret itself', () => {
  expect(
    found(
      created(policy(allow('ssm:DescribeParameters', '*'), allow('logs:*', '*'))),
      created(policy({ ...allow('ssm:GetParameters', PARAMETER), Effect: 'Deny' })),
      created(policy(allow(['ssm:GetParameters', 'logs:PutLogEvents'], `arn:aws:logs:${HERE}:log-group:a`))),
      created(policy({ ...allow('secretsmanager:GetSecretValue', '*'), Principal: { AWS: '123456789012' } })),
    ),
  ).toEqual([]);
});
