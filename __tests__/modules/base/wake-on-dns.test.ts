import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { CloudwatchLogResourcePolicy } from '@cdktf/provider-aws/lib/cloudwatch-log-resource-policy';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { CloudwatchLogSubscriptionFilter } from '@cdktf/provider-aws/lib/cloudwatch-log-subscription-filter';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { LambdaFunctionEventInvokeConfig } from '@cdktf/provider-aws/lib/lambda-function-event-invoke-config';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { Route53QueryLog } from '@cdktf/provider-aws/lib/route53-query-log';

import { Names } from '../../../modules/aws/naming';
import { WakeOnDns, type WakeOnDnsProps } from '../../../modules/base/wake-on-dns';
import { json } from '../../support/matchers';
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

test('the zone logs its queries in us-east-1, and only this zone may write there', () => {
  const found = template();

  for (const name of ['/aws/lambda/games-base-start-system', '/aws/route53/example.com']) {
    expect(found.synthesized).toHaveResourceWithProperties(CloudwatchLogGroup, {
      name,
      retention_in_days: 7,
      provider: IN_US_EAST_1,
    });
  }
  expect(found.resources('aws_cloudwatch_log_group')).toHaveLength(2);
  expect(found.synthesized).toHaveResourceWithProperties(Route53QueryLog, {
    zone_id: 'Z0123456789',
    cloudwatch_log_group_arn: '${aws_cloudwatch_log_group.WakeOnDns_QueryLogging_LogGroup_612E91D3.arn}',
    provider: IN_US_EAST_1,
    depends_on: [expect.stringMatching(/^aws_cloudwatch_log_resource_policy\./)],
  });
  expect(found.resources('aws_route53_query_log')).toHaveLength(1);
  expect(found.synthesized).toHaveResourceWithProperties(CloudwatchLogResourcePolicy, {
    policy_name: 'games-base-dns-queries',
    provider: IN_US_EAST_1,
    policy_document: json({
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
    }),
  });
  expect(found.resources('aws_cloudwatch_log_resource_policy')).toHaveLength(1);
});

test('with QueryLogGroup the existing log of the zone is used and left as it is', () => {
  const found = withQueryLogGroup();

  expect(found.resources('aws_route53_query_log')).toEqual([]);
  expect(found.resources('aws_cloudwatch_log_resource_policy')).toEqual([]);
  expect(found.resources('aws_cloudwatch_log_group').map(({ name }) => name)).toEqual([
    '/aws/lambda/games-base-start-system',
  ]);
  expect(found.synthesized).toHaveResourceWithProperties(CloudwatchLogSubscriptionFilter, {
    log_group_name: '/dns/mine',
  });
  expect(found.synthesized).toHaveResourceWithProperties(LambdaPermission, {
    source_arn: 'arn:aws:logs:us-east-1:123456789012:log-group:/dns/mine:*',
  });
});

test('one filter sends queries for existing addresses to one function', () => {
  const found = template();

  expect(found.synthesized).toHaveResourceWithProperties(CloudwatchLogSubscriptionFilter, {
    name: 'games-base-start-system',
    filter_pattern: '[version, time, zone, name, type = A, code = NOERROR, ...]',
    destination_arn: found.reference('aws_lambda_function', 'arn'),
    provider: IN_US_EAST_1,
    depends_on: [expect.stringMatching(/^aws_lambda_permission\./)],
  });
  expect(found.resources('aws_cloudwatch_log_subscription_filter')).toHaveLength(1);
  expect(found.synthesized).toHaveResourceWithProperties(LambdaPermission, {
    action: 'lambda:InvokeFunction',
    principal: 'logs.amazonaws.com',
    source_account: '123456789012',
    provider: IN_US_EAST_1,
  });
  expect(found.resources('aws_lambda_permission')).toHaveLength(1);
});

test("the function runs in us-east-1, looks in the leaves' region and is tried twice", () => {
  const found = template();

  expect(found.synthesized).toHaveResourceWithProperties(LambdaFunction, {
    function_name: 'games-base-start-system',
    timeout: 60,
    memory_size: 512,
    provider: IN_US_EAST_1,
    environment: {
      variables: {
        LEAVES_REGION: 'eu-central-1',
        PROJECT_TAG: 'container-manager:project',
        PROJECT: 'games',
        LEAF_TAG: 'container-manager:leaf',
      },
    },
  });
  expect(found.resources('aws_lambda_function')).toHaveLength(1);
  expect(found.synthesized).toHaveResourceWithProperties(LambdaFunctionEventInvokeConfig, {
    maximum_retry_attempts: 1,
    maximum_event_age_in_seconds: 300,
    provider: IN_US_EAST_1,
  });
});

test("the function may look at all groups, but switch only this project's, and note there who woke it", () => {
  expect(template().synthesized).toHaveResourceWithProperties(IamRolePolicy, {
    policy: json({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'OwnLog',
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: ['arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/games-base-start-system:*'],
        },
        {
          Sid: 'FindGroups',
          Effect: 'Allow',
          Action: ['autoscaling:DescribeAutoScalingGroups', 'autoscaling:DescribeScalingActivities'],
          Resource: ['*'],
        },
        {
          Sid: 'WakeLeaves',
          Effect: 'Allow',
          Action: ['autoscaling:SetDesiredCapacity'],
          Resource: ['arn:aws:autoscaling:eu-central-1:123456789012:autoScalingGroup:*:autoScalingGroupName/*'],
          Condition: { StringEquals: { 'aws:ResourceTag/container-manager:project': 'games' } },
        },
        {
          Sid: 'NoteWhoWoke',
          Effect: 'Allow',
          Action: ['autoscaling:CreateOrUpdateTags'],
          Resource: ['arn:aws:autoscaling:eu-central-1:123456789012:autoScalingGroup:*:autoScalingGroupName/*'],
          Condition: {
            StringEquals: { 'aws:ResourceTag/container-manager:project': 'games' },
            'ForAllValues:StringEquals': { 'aws:TagKeys': ['container-manager:told/woken-by'] },
          },
        },
      ],
    }),
  });
});

describe('the notice that leaves cannot be woken', () => {
  const ALARM = 'games-base-start-system-errors';
  const pattern = (more: object) =>
    json({
      source: ['aws.cloudwatch'],
      'detail-type': ['CloudWatch Alarm State Change'],
      detail: { alarmName: [ALARM], ...more },
    });
  const ruleNames = (found: Template) =>
    found
      .resources('aws_cloudwatch_event_rule')
      .map(({ name }) => name)
      .sort();

  test("begins with an alarm in the function's region, without an action: it fires when a query failed, and failed again", () => {
    const found = template();

    expect(found.synthesized).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
      alarm_name: ALARM,
      namespace: 'AWS/Lambda',
      metric_name: 'Errors',
      dimensions: { FunctionName: 'games-base-start-system' },
      statistic: 'Sum',
      period: 60,
      evaluation_periods: 60,
      datapoints_to_alarm: 2,
      threshold: 1,
      comparison_operator: 'GreaterThanOrEqualToThreshold',
      treat_missing_data: 'notBreaching',
      alarm_actions: [],
      provider: IN_US_EAST_1,
    });
    expect(found.resources('aws_cloudwatch_metric_alarm')).toHaveLength(1);
    expect(found.resource('aws_cloudwatch_metric_alarm').alarm_description).toBe(
      'The function start-system has failed twice or more within an hour. Until it works again, connecting to a leaf does not wake it: ' +
        'run ./cm wake. If somebody changed a role or a policy by hand, deploy again. An e-mail tells when it no longer fails. ' +
        'Its log says why: https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1' +
        '#logsV2:log-groups/log-group/$252Faws$252Flambda$252Fgames-base-start-system',
    );
  });

  test("reaches the topic through the event bus of the topic's region", () => {
    const found = template();

    expect(found.synthesized).toHaveResourceWithProperties(CloudwatchEventRule, {
      name: 'games-base-forward-failures',
      event_pattern: pattern({}),
      provider: IN_US_EAST_1,
    });
    expect(found.synthesized).toHaveResourceWithProperties(CloudwatchEventTarget, {
      rule: expect.stringMatching(/ForwardRule/) as unknown,
      arn: 'arn:aws:events:eu-central-1:123456789012:event-bus/default',
      role_arn: expect.stringMatching(/ForwardRole/) as unknown,
      provider: IN_US_EAST_1,
    });
    expect(found.synthesized).toHaveResourceWithProperties(IamRolePolicy, {
      policy: json({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: ['events:PutEvents'],
            Resource: ['arn:aws:events:eu-central-1:123456789012:event-bus/default'],
          },
        ],
      }),
    });
    expect(found.resources('aws_iam_role_policy')).toHaveLength(2);

    expect(found.synthesized).toHaveResourceWithProperties(CloudwatchEventRule, {
      name: 'games-base-start-system-failed',
      event_pattern: pattern({ state: { value: ['ALARM'] } }),
    });
    expect(found.synthesized).toHaveResourceWithProperties(CloudwatchEventTarget, {
      rule: expect.stringMatching(/FailureNotice_Rule/) as unknown,
      arn: TOPIC_ARN,
      input_transformer: {
        input_paths: { time: '$.detail.state.timestamp' },
        input_template: expect.stringContaining(
          'Leaves cannot be woken: by <time> the function start-system',
        ) as unknown,
      },
    });
    expect(ruleNames(found)).toEqual([
      'games-base-forward-failures',
      'games-base-functions-recovered',
      'games-base-start-system-failed',
    ]);
    // in the topic's region, the stack's
    for (const type of ['aws_cloudwatch_event_rule', 'aws_cloudwatch_event_target']) {
      expect(found.resources(type).map(({ provider }) => provider)).toEqual([IN_US_EAST_1, undefined, undefined]);
    }
  });

  test('is followed by one that it is over, which a new alarm does not send', () => {
    const found = template();

    expect(found.synthesized).toHaveResourceWithProperties(CloudwatchEventRule, {
      name: 'games-base-functions-recovered',
      event_pattern: pattern({ state: { value: ['OK'] }, previousState: { value: ['ALARM'] } }),
    });
    expect(found.synthesized).toHaveResourceWithProperties(CloudwatchEventTarget, {
      rule: expect.stringMatching(/Recovered_Rule/) as unknown,
      arn: TOPIC_ARN,
      input_transformer: {
        input_paths: { alarm: '$.detail.alarmName', time: '$.detail.state.timestamp' },
        input_template: json(
          'The function start-system no longer fails, as of <time>: either it wakes leaves again, or nobody asks for them any more.',
        ),
      },
    });
  });

  test('is not forwarded where the topic is in us-east-1 too', () => {
    const found = template({ leavesRegion: 'us-east-1' });

    expect(ruleNames(found)).toEqual(['games-base-functions-recovered', 'games-base-start-system-failed']);
    expect(found.resources('aws_iam_role')).toHaveLength(1);
    expect(found.resources('aws_cloudwatch_event_target').map(({ arn }) => arn)).toEqual([TOPIC_ARN, TOPIC_ARN]);
  });
});
