import { CLUSTER_ARN } from '../../../support/task-stop-event';
import { type Template } from '../../../support/template';
import { BASE_TOPIC_ARN, LEAF_TOPIC_ARN, watchdogTemplate } from '../../../support/watchdog';

const policyOf = (template: Template) =>
  // a cast, since JSON.parse knows no types
  JSON.parse(String(template.resource('aws_iam_role_policy').policy)) as { Statement: Record<string, unknown>[] };

test('the rule lets through stops of this cluster’s tasks that nobody asked for, and only those', () => {
  const rule = watchdogTemplate().resource('aws_cloudwatch_event_rule');

  expect(rule).toMatchObject({ name: 'project-leaf-break-crash-loop' });
  // what it matches: __tests__/integration/break-crash-loop-pattern.test.ts
  expect(JSON.parse(String(rule.event_pattern))).toEqual({
    source: ['aws.ecs'],
    'detail-type': ['ECS Task State Change'],
    detail: {
      clusterArn: [CLUSTER_ARN],
      lastStatus: ['STOPPED'],
      stopCode: ['TaskFailedToStart', 'EssentialContainerExited'],
    },
  });
});

test('the function knows its group, cluster, topics and log, and tells base when it fails', () => {
  const template = watchdogTemplate();

  expect(template.resource('aws_lambda_function')).toMatchObject({
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
  expect(template.resource('aws_lambda_function_event_invoke_config')).toMatchObject({
    maximum_retry_attempts: 2,
    maximum_event_age_in_seconds: 600,
    destination_config: { on_failure: { destination: BASE_TOPIC_ARN } },
  });
});

test('the function may switch its own group, read groups, note one thing and tell its two topics', () => {
  const { Statement } = policyOf(watchdogTemplate());

  expect(Statement.filter(({ Sid }) => Sid !== 'OwnLog')).toEqual([
    { Sid: 'TellFailures', Effect: 'Allow', Action: ['sns:Publish'], Resource: [BASE_TOPIC_ARN] },
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
      Sid: 'NoteCrash',
      Effect: 'Allow',
      Action: ['autoscaling:CreateOrUpdateTags'],
      Resource: [
        'arn:aws:autoscaling:eu-central-1:123456789012:autoScalingGroup:*:autoScalingGroupName/project-leaf-asg',
      ],
      Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['container-manager:told/crash'] } },
    },
    { Sid: 'TellPeople', Effect: 'Allow', Action: ['sns:Publish'], Resource: [BASE_TOPIC_ARN, LEAF_TOPIC_ARN] },
  ]);
});

test('the alarm shows the function’s invocations, and does nothing', () => {
  const alarm = watchdogTemplate()
    .resources('aws_cloudwatch_metric_alarm')
    .find(({ alarm_name }) => alarm_name === 'project-leaf-break-crash-loop');

  expect(alarm).toMatchObject({
    namespace: 'AWS/Lambda',
    metric_name: 'Invocations',
    dimensions: { FunctionName: 'project-leaf-break-crash-loop' },
    statistic: 'Sum',
    period: 60,
    comparison_operator: 'GreaterThanOrEqualToThreshold',
    threshold: 1,
    evaluation_periods: 1,
    alarm_actions: [],
    alarm_description: expect.stringMatching(/'leaf' ended by itself or could not start.*e-mail says why/) as unknown,
  });
});
