import {
  deployStatements,
  planStatements,
  type Project,
  secretDenials,
  UNRECORDED,
} from '../../../../docs/reference/permissions/policies';
import {
  actionNames,
  readRecordedActions,
  type RecordedActions,
} from '../../../../docs/reference/permissions/recorded-actions';
import { policyDocument, type PolicyStatement } from '../../../../modules/aws/policy';

const PROJECT: Project = { name: 'games', accountId: '123456789012', stateBucket: 'states', hostedZoneId: 'Z1' };
/** Characters that the inline policies of a role may have, without white space: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const INLINE_POLICIES = 10_240;

const RECORDED: RecordedActions = {
  plan: {
    ec2: ['DescribeVpcs'],
    s3: ['DeleteObject', 'GetObject', 'ListBucket', 'PutObject'],
    sns: ['GetTopicAttributes'],
    ssm: ['DescribeParameters', 'GetParameter'],
  },
  deploy: {
    ec2: ['CreateVpc', 'DescribeVpcs'],
    logs: ['PutResourcePolicy', 'PutRetentionPolicy'],
    s3: ['PutObject'],
    sns: ['CreateTopic', 'GetTopicAttributes'],
    ssm: ['GetParameter', 'PutParameter'],
  },
};
const actionsOf = (statements: readonly PolicyStatement[]) => statements.flatMap(({ actions }) => actions);
const resourcesOf = (statements: readonly PolicyStatement[], action: string) =>
  statements.filter(({ actions }) => actions.includes(action)).flatMap(({ resources }) => resources);
/** Of the action's own service: its action is about no others. */
const ownResourcesOf = (statements: readonly PolicyStatement[], action: string) =>
  resourcesOf(statements, action).filter((arn = '') => arn.startsWith(`arn:aws:${action.split(':')[0] ?? ''}:`));
const PARAMETERS = ['starts', 'leaves'].map((kind) => `arn:aws:ssm:*:123456789012:parameter/games/${kind}/*`);

test('who plans reads everything that a plan reads, of parameters only the project’s own, and of S3 only the states, which it can lock', () => {
  expect(planStatements(RECORDED, PROJECT)).toEqual([
    {
      sid: 'Read',
      actions: ['ec2:DescribeVpcs', 'sns:GetTopicAttributes', 'ssm:DescribeParameters'],
      resources: ['*'],
    },
    {
      sid: 'ReadParameters',
      actions: ['ssm:GetParameter'],
      resources: ['arn:aws:ssm:*::parameter/aws/service/ecs/*', ...PARAMETERS],
    },
    { sid: 'FindStates', actions: ['s3:ListBucket'], resources: ['arn:aws:s3:::states'] },
    { sid: 'ReadStates', actions: ['s3:GetObject'], resources: ['arn:aws:s3:::states/games/*'] },
    {
      sid: 'LockStates',
      actions: ['s3:PutObject', 's3:DeleteObject'],
      resources: ['arn:aws:s3:::states/games/*/terraform.tfstate.tflock'],
    },
  ]);
});

test('who plans changes nothing and reads no secret', () => {
  const [read] = planStatements(readRecordedActions(), PROJECT);

  expect(read?.actions.filter((action) => !/:(Describe|Get|List)|^budgets:View|^apigateway:GET$/.test(action))).toEqual(
    [],
  );
  // the list of parameters tells no values
  const secret = read?.actions.filter((action) => /^(kms|s3|secretsmanager|ssm):/.test(action));
  expect(secret).toEqual(['ssm:DescribeParameters']);
});

test("of parameters only AWS's own with the ids of images and those of the project are read: any other can be a secret", () => {
  const recorded = readRecordedActions();
  const allowed = [
    'arn:aws:ssm:*::parameter/aws/service/ecs/*',
    ...PARAMETERS,
    'arn:aws:ssm:*:123456789012:parameter/games/invitations*',
  ];

  for (const statements of [planStatements(recorded, PROJECT), deployStatements(recorded, PROJECT)]) {
    const reading = statements.filter(({ actions }) => actions.some((action) => action.startsWith('ssm:Get')));
    const read = reading.flatMap(({ resources }) => resources ?? []);
    expect(read.filter((arn) => arn === '*' || (arn.includes(':ssm:') && !allowed.includes(arn)))).toEqual([]);
  }
});

test('with larger rights to read, who plans reads the parameters that a plan reads, and no other value', () => {
  const planned = resourcesOf(planStatements(readRecordedActions(), PROJECT), 'ssm:GetParameter');

  expect(planned).not.toEqual([]);
  expect(JSON.parse(policyDocument(secretDenials(PROJECT)))).toEqual({
    Version: '2012-10-17',
    Statement: [
      { Sid: 'NoOtherParameters', Effect: 'Deny', Action: ['ssm:GetParameter*'], NotResource: planned },
      { Sid: 'NoSecrets', Effect: 'Deny', Action: ['secretsmanager:GetSecretValue'], Resource: ['*'] },
    ],
  });
});

test('who deploys changes what has a name of the project by that name alone', () => {
  const statements = deployStatements(RECORDED, PROJECT);

  expect(ownResourcesOf(statements, 'ssm:PutParameter')).toEqual([
    ...PARAMETERS,
    'arn:aws:ssm:*:123456789012:parameter/games/invitations*',
  ]);
  expect(resourcesOf(statements, 'ssm:GetParameter')).toEqual([]);
  expect(ownResourcesOf(statements, 'sns:CreateTopic')).toEqual(['arn:aws:sns:*:123456789012:games-*']);
  expect(ownResourcesOf(statements, 'logs:PutRetentionPolicy')).toEqual([
    'arn:aws:logs:*:123456789012:log-group:/games/*',
    'arn:aws:logs:*:123456789012:log-group:/aws/lambda/games-*',
    'arn:aws:logs:*:123456789012:log-group:/aws/route53/*',
  ]);
  expect(resourcesOf(statements, 'logs:PutResourcePolicy')).toEqual(['*']);
  expect(resourcesOf(statements, 'ec2:CreateVpc')).toEqual(['*']);
  expect(resourcesOf(statements, 's3:PutObject')).toEqual(['arn:aws:s3:::states/games/*']);
});

test("who deploys gives the project's roles alone, to the services that need one", () => {
  const [pass, ...others] = deployStatements(RECORDED, PROJECT).filter(({ actions }) =>
    actions.includes('iam:PassRole'),
  );

  expect(others).toEqual([]);
  expect(pass?.resources).toEqual(['arn:aws:iam::123456789012:role/games-*']);
  expect(pass?.conditions?.StringEquals?.['iam:PassedToService']).toEqual([
    'backup.amazonaws.com',
    'ec2.amazonaws.com',
    'ecs-tasks.amazonaws.com',
    'events.amazonaws.com',
    'lambda.amazonaws.com',
  ]);
});

test('who deploys has all that was recorded and that the role that plans has not', () => {
  const recorded = readRecordedActions();
  const allowed = [...planStatements(recorded, PROJECT), ...deployStatements(recorded, PROJECT)];

  const missing = actionNames(recorded.deploy).filter((action) => !actionsOf(allowed).includes(action));
  expect(missing).toEqual([]);
  const statements = deployStatements(recorded, PROJECT);
  expect(statements.filter(({ actions }) => actions.length === 0)).toEqual([]);
});

test('what a run records is not written by hand too', () => {
  const recorded = actionNames(readRecordedActions().deploy);

  expect(actionNames(UNRECORDED).filter((action) => recorded.includes(action))).toEqual([]);
});

test('both policies fit into one role, also with long names', () => {
  const recorded = readRecordedActions();
  const project = { ...PROJECT, name: 'n'.repeat(32), stateBucket: 'b'.repeat(63), hostedZoneId: 'Z'.repeat(32) };

  const length = [planStatements(recorded, project), deployStatements(recorded, project)]
    .map((statements) => policyDocument(statements).length)
    .reduce((sum, one) => sum + one, 0);

  expect(length).toBeLessThan(INLINE_POLICIES);
});
