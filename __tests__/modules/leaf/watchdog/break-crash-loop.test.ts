import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { LambdaFunctionEventInvokeConfig } from '@cdktf/provider-aws/lib/lambda-function-event-invoke-config';

import { json } from '../../../support/matchers';
import { CLUSTER_ARN } from '../../../support/task-stop-event';
import { BASE_TOPIC_ARN, LEAF_TOPIC_ARN, watchdogTemplate } from '../../../support/watchdog';

test('the rule matches stops of this cluster’s tasks that nobody asked for, and no other event', () => {
  const template = watchdogTemplate();

  expect(template.synthesized).toHaveResourceWithProperties(CloudwatchEventRule, {
    name: 'project-leaf-break-crash-loop',
    // which events it matches: __tests__/e2e/break-crash-loop-pattern.test.ts
    event_pattern: json({
      source: ['aws.ecs'],
      'detail-type': ['ECS Task State Change'],
      detail: {
        clusterArn: [CLUSTER_ARN],
        lastStatus: ['STOPPED'],
        stopCode: ['TaskFailedToStart', 'EssentialContainerExited'],
      },
    }),
  });
  expect(template.resources('aws_cloudwatch_event_rule')).toHaveLength(1);
});

test('the function knows its group, cluster, topics and log, is tried three times, and tells base when it fails', () => {
  const template = watchdogTemplate();

  expect(template.synthesized).toHaveResourceWithProperties(LambdaFunction, {
    function_name: 'project-leaf-break-crash-loop',
    environment: {
      variables: {
        LEAF_ID: 'leaf',
        AUTO_SCALING_GROUP_NAME: 'project-leaf-asg',
        CLUSTER_ARN,
        BASE_TOPIC_ARN,
        LEAF_TOPIC_ARN,
        CONTAINER_LOG_GROUP_NAME: '/project/leaf/container',
      },
    },
    timeout: 150,
  });
  expect(template.synthesized).toHaveResourceWithProperties(LambdaFunctionEventInvokeConfig, {
    maximum_retry_attempts: 2,
    maximum_event_age_in_seconds: 600,
  });
  expect(template.resources('aws_lambda_function')).toHaveLength(1);
  expect(template.resources('aws_lambda_function_event_invoke_config')).toHaveLength(1);
});

test('the function may set its own group’s capacity, read groups and hosts, note three things and publish to its two topics', () => {
  const template = watchdogTemplate();

  expect(template.synthesized).toHaveResourceWithProperties(IamRolePolicy, {
    policy: json({
      Version: '2012-10-17',
      Statement: [
        // its own log
        expect.objectContaining({ Sid: 'OwnLog' }),
        {
          Sid: 'PutToSleep',
          Effect: 'Allow',
          Action: ['autoscaling:SetDesiredCapacity'],
          Resource: [
            'arn:aws:autoscaling:eu-central-1:123456789012:autoScalingGroup:*:autoScalingGroupName/project-leaf-asg',
          ],
        },
        {
          Sid: 'ReadGroup',
          Effect: 'Allow',
          Action: ['autoscaling:DescribeAutoScalingGroups', 'autoscaling:DescribeScalingActivities'],
          Resource: ['*'],
        },
        {
          Sid: 'ReadHosts',
          Effect: 'Allow',
          Action: ['ecs:DescribeContainerInstances'],
          Resource: ['arn:aws:ecs:eu-central-1:123456789012:container-instance/*'],
          Condition: { ArnEquals: { 'ecs:cluster': CLUSTER_ARN } },
        },
        {
          Sid: 'NoteCrash',
          Effect: 'Allow',
          Action: ['autoscaling:CreateOrUpdateTags'],
          Resource: [
            'arn:aws:autoscaling:eu-central-1:123456789012:autoScalingGroup:*:autoScalingGroupName/project-leaf-asg',
          ],
          Condition: {
            'ForAllValues:StringEquals': {
              'aws:TagKeys': ['container-manager:told/crash', 'container-manager:told/repeats/crash'],
            },
          },
        },
        { Sid: 'TellPeople', Effect: 'Allow', Action: ['sns:Publish'], Resource: [BASE_TOPIC_ARN, LEAF_TOPIC_ARN] },
      ],
    }),
  });
  expect(template.resources('aws_iam_role_policy')).toHaveLength(1);
});

test('the alarm shows the function’s invocations, and has no action', () => {
  expect(watchdogTemplate().synthesized).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    alarm_name: 'project-leaf-break-crash-loop',
    namespace: 'AWS/Lambda',
    metric_name: 'Invocations',
    dimensions: { FunctionName: 'project-leaf-break-crash-loop' },
    statistic: 'Sum',
    period: 60,
    comparison_operator: 'GreaterThanOrEqualToThreshold',
    threshold: 1,
    evaluation_periods: 1,
    alarm_actions: [],
    alarm_description: expect.stringMatching(
      /'leaf' ended by itself or could not start.*e-mail says why.*fix the container first/,
    ) as unknown,
  });
});
