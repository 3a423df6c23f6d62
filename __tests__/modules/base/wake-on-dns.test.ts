import { AwsProvider } from '@cdktf/provider-aws/lib/provider';

import { Names } from '../../../modules/aws/naming';
import { WakeOnDns, type WakeOnDnsProps } from '../../../modules/base/wake-on-dns';
import { Template } from '../../support/template';

const TOPIC_ARN = 'arn:aws:sns:eu-central-1:123456789012:games-base-alerts';
const IN_US_EAST_1 = 'aws.query_logs';

const template = (more: Partial<WakeOnDnsProps> = {}) =>
  Template.of((stack) => {
    new WakeOnDns(stack, 'WakeOnDns', {
      names: new Names('games', 'base'),
      project: 'games',
      leavesRegion: 'eu-central-1',
      domain: { name: 'example.com', hostedZoneId: 'Z0123456789' },
      accountId: '123456789012',
      partition: 'aws',
      failureTopicArn: TOPIC_ARN,
      provider: new AwsProvider(stack, 'AwsQueryLogs', { alias: 'query_logs', region: 'us-east-1' }),
      ...more,
    });
  });
const withQueryLogGroup = () =>
  template({ domain: { name: 'example.com', hostedZoneId: 'Z0123456789', queryLogGroup: '/dns/mine' } });
const policies = (found: Template, type: string, attribute: string) =>
  // a cast, since JSON.parse knows no types
  found.resources(type).map((policy) => JSON.parse(String(policy[attribute])) as { Statement: { Sid?: string }[] });

test('the zone logs its queries in us-east-1, and only this zone may write there', () => {
  const found = template();
  const [queries, own] = found.resources('aws_cloudwatch_log_group');

  expect([own?.name, queries?.name].sort()).toEqual([
    '/aws/lambda/games-base-start-system',
    '/aws/route53/example.com',
  ]);
  for (const group of [queries, own]) expect(group).toMatchObject({ retention_in_days: 7, provider: IN_US_EAST_1 });
  expect(found.resource('aws_route53_query_log')).toMatchObject({
    zone_id: 'Z0123456789',
    cloudwatch_log_group_arn: '${aws_cloudwatch_log_group.WakeOnDns_QueryLogging_LogGroup_612E91D3.arn}',
    provider: IN_US_EAST_1,
    depends_on: [expect.stringMatching(/^aws_cloudwatch_log_resource_policy\./)],
  });
  expect(found.resource('aws_cloudwatch_log_resource_policy')).toMatchObject({
    policy_name: 'games-base-dns-queries',
    provider: IN_US_EAST_1,
  });
  expect(policies(found, 'aws_cloudwatch_log_resource_policy', 'policy_document')).toEqual([
    {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: ['route53.amazonaws.com'] },
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: ['${aws_cloudwatch_log_group.WakeOnDns_QueryLogging_LogGroup_612E91D3.arn}:*'],
          Condition: {
            ArnEquals: { 'aws:SourceArn': 'arn:aws:route53:::hostedzone/Z0123456789' },
            StringEquals: { 'aws:SourceAccount': '123456789012' },
          },
        },
      ],
    },
  ]);
});

test('with QueryLogGroup the log that the zone has is used, and nothing of it is changed', () => {
  const found = withQueryLogGroup();

  expect(found.resources('aws_route53_query_log')).toEqual([]);
  expect(found.resources('aws_cloudwatch_log_resource_policy')).toEqual([]);
  expect(found.resources('aws_cloudwatch_log_group').map(({ name }) => name)).toEqual([
    '/aws/lambda/games-base-start-system',
  ]);
  expect(found.resource('aws_cloudwatch_log_subscription_filter')).toMatchObject({ log_group_name: '/dns/mine' });
  expect(found.resource('aws_lambda_permission')).toMatchObject({
    source_arn: 'arn:aws:logs:us-east-1:123456789012:log-group:/dns/mine:*',
  });
});

test('one filter sends queries for existing addresses to one function', () => {
  const found = template();

  expect(found.resource('aws_cloudwatch_log_subscription_filter')).toMatchObject({
    name: 'games-base-start-system',
    filter_pattern: '[version, time, zone, name, type = A, code = NOERROR, ...]',
    destination_arn: expect.stringMatching(/^\$\{aws_lambda_function\.\w+\.arn\}$/) as unknown,
    provider: IN_US_EAST_1,
    depends_on: [expect.stringMatching(/^aws_lambda_permission\./)],
  });
  expect(found.resource('aws_lambda_permission')).toMatchObject({
    action: 'lambda:InvokeFunction',
    principal: 'logs.amazonaws.com',
    source_account: '123456789012',
    provider: IN_US_EAST_1,
  });
});

test("the function runs in us-east-1, looks in the leaves' region and is tried three times", () => {
  const found = template();

  expect(found.resource('aws_lambda_function')).toMatchObject({
    function_name: 'games-base-start-system',
    timeout: 60,
    memory_size: 512,
    provider: IN_US_EAST_1,
    environment: {
      variables: { LEAVES_REGION: 'eu-central-1', PROJECT_TAG: 'container-manager:project', PROJECT: 'games' },
    },
  });
  expect(found.resource('aws_lambda_function_event_invoke_config')).toMatchObject({
    maximum_retry_attempts: 2,
    maximum_event_age_in_seconds: 300,
    destination_config: {
      on_failure: { destination: 'arn:aws:events:us-east-1:123456789012:event-bus/default' },
    },
    provider: IN_US_EAST_1,
  });
});

test("the function may look at groups and switch only this project's", () => {
  const [own] = policies(template(), 'aws_iam_role_policy', 'policy').filter(({ Statement }) =>
    Statement.some(({ Sid }) => Sid === 'OwnLog'),
  );

  expect(own?.Statement).toEqual([
    {
      Sid: 'OwnLog',
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: ['arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/games-base-start-system:*'],
    },
    {
      Sid: 'TellFailures',
      Effect: 'Allow',
      Action: ['events:PutEvents'],
      Resource: ['arn:aws:events:us-east-1:123456789012:event-bus/default'],
    },
    {
      Sid: 'FindGroups',
      Effect: 'Allow',
      Action: ['autoscaling:DescribeAutoScalingGroups'],
      Resource: ['*'],
    },
    {
      Sid: 'WakeLeaves',
      Effect: 'Allow',
      Action: ['autoscaling:SetDesiredCapacity'],
      Resource: ['arn:aws:autoscaling:eu-central-1:123456789012:autoScalingGroup:*:autoScalingGroupName/*'],
      Condition: { StringEquals: { 'aws:ResourceTag/container-manager:project': 'games' } },
    },
  ]);
});

describe('what the function fails at', () => {
  const rulesOf = (found: Template) =>
    new Map(found.resources('aws_cloudwatch_event_rule').map((rule) => [rule.name, rule]));
  const pattern = {
    source: ['lambda'],
    'detail-type': ['Lambda Function Invocation Result - Failure'],
    detail: {
      requestContext: { functionArn: [{ prefix: '${aws_lambda_function.WakeOnDns_Function_54F42AB9.arn}' }] },
    },
  };

  test("reaches the topic by way of the topic's region", () => {
    const found = template();
    const rules = rulesOf(found);
    const [forward, tell] = found.resources('aws_cloudwatch_event_target');

    expect([...rules.keys()].sort()).toEqual(['games-base-forward-failures', 'games-base-start-system-failed']);
    for (const rule of found.resources('aws_cloudwatch_event_rule')) {
      expect(JSON.parse(String(rule.event_pattern))).toEqual(pattern);
    }
    expect(rules.get('games-base-forward-failures')).toMatchObject({ provider: IN_US_EAST_1 });
    expect(rules.get('games-base-start-system-failed')).not.toHaveProperty('provider');
    expect(forward).toMatchObject({
      arn: 'arn:aws:events:eu-central-1:123456789012:event-bus/default',
      role_arn: expect.stringMatching(/ForwardRole/) as unknown,
      provider: IN_US_EAST_1,
    });
    expect(tell).toMatchObject({
      arn: TOPIC_ARN,
      input_transformer: {
        input_paths: { error: '$.detail.responsePayload.errorMessage' },
        input_template: expect.stringContaining('could not be woken: <error>') as unknown,
      },
    });
    expect(tell).not.toHaveProperty('provider');
    expect(
      policies(found, 'aws_iam_role_policy', 'policy').find(({ Statement }) => Statement.length === 1)?.Statement,
    ).toEqual([
      {
        Effect: 'Allow',
        Action: ['events:PutEvents'],
        Resource: ['arn:aws:events:eu-central-1:123456789012:event-bus/default'],
      },
    ]);
  });

  test('needs no way where the topic is in us-east-1 too', () => {
    const found = template({ leavesRegion: 'us-east-1' });

    expect([...rulesOf(found).keys()]).toEqual(['games-base-start-system-failed']);
    expect(found.resources('aws_iam_role')).toHaveLength(1);
    expect(found.resource('aws_cloudwatch_event_target')).toMatchObject({ arn: TOPIC_ARN });
  });
});
