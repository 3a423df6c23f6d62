import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { LambdaFunctionEventInvokeConfig } from '@cdktf/provider-aws/lib/lambda-function-event-invoke-config';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';

import { Names } from '../../../modules/aws/naming';
import { Webhooks } from '../../../modules/base/webhooks';
import { Template } from '../../support/template';

const WEBHOOKS = [
  { parameter: '/games/webhooks/discord', format: 'discord' },
  { parameter: '/ntfy', format: 'ntfy' },
] as const;

const template = () =>
  Template.of((stack) => {
    new Webhooks(stack, 'Webhooks', {
      names: new Names('games', 'base'),
      project: 'games',
      region: 'eu-central-1',
      accountId: '123456789012',
      partition: 'aws',
      webhooks: WEBHOOKS,
      alertTopicArn: 'topic-arn',
    });
  });

test('one function has the names of the parameters, and no address', () => {
  expect(template().synthesized).toHaveResourceWithProperties(LambdaFunction, {
    function_name: 'games-base-webhooks',
    timeout: 60,
    memory_size: 256,
    environment: { variables: { WEBHOOKS: JSON.stringify(WEBHOOKS), PROJECT: 'games' } },
  });
  expect(template().resource('aws_lambda_function')).not.toHaveProperty('vpc_config');
});

test('it is tried again twice within the hour', () => {
  expect(template().synthesized).toHaveResourceWithProperties(LambdaFunctionEventInvokeConfig, {
    maximum_retry_attempts: 2,
    maximum_event_age_in_seconds: 3600,
  });
});

test('it may read exactly these parameters and write its own log, nothing else', () => {
  // a cast, since JSON has no types
  const { Statement } = JSON.parse(String(template().resource('aws_iam_role_policy').policy)) as { Statement: unknown };

  expect(Statement).toEqual([
    expect.objectContaining({ Sid: 'OwnLog' }),
    {
      Sid: 'ReadAddresses',
      Effect: 'Allow',
      Action: ['ssm:GetParameter'],
      Resource: [
        'arn:aws:ssm:eu-central-1:123456789012:parameter/games/webhooks/discord',
        'arn:aws:ssm:eu-central-1:123456789012:parameter/ntfy',
      ],
    },
  ]);
});

test("only the topics of this project's leaves, in this account and Region, may run it", () => {
  expect(template().synthesized).toHaveResourceWithProperties(LambdaPermission, {
    statement_id: 'games-base-webhooks',
    action: 'lambda:InvokeFunction',
    principal: 'sns.amazonaws.com',
    source_arn: 'arn:aws:sns:eu-central-1:123456789012:games-*-alerts',
  });
  expect(template().resources('aws_lambda_permission')).toHaveLength(1);
  expect(template().resources('aws_sns_topic_subscription')).toEqual([]);
});

test('the administrators learn when it fails, and when that is over', () => {
  const found = template();

  expect(found.synthesized).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    alarm_name: 'games-base-webhooks-errors',
    dimensions: { FunctionName: 'games-base-webhooks' },
    period: 60,
    evaluation_periods: 60,
    datapoints_to_alarm: 2,
    alarm_actions: ['topic-arn'],
  });
  expect(String(found.resource('aws_cloudwatch_metric_alarm').alarm_description)).toContain(
    'If its service does not know the address any more, make a new webhook there and write its address into the SSM parameter. ./cm webhooks test tries each.',
  );
  // beside the rule of wake-on-dns in the same stack
  expect(found.synthesized).toHaveResourceWithProperties(CloudwatchEventRule, {
    name: 'games-base-webhooks-recovered',
  });
});
