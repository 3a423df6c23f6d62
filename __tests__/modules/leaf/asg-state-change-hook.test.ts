import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { LambdaFunctionEventInvokeConfig } from '@cdktf/provider-aws/lib/lambda-function-event-invoke-config';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';

import { Names } from '../../../modules/aws/naming';
import { AsgStateChangeHook, type AsgStateChangeHookProps } from '../../../modules/leaf/asg-state-change-hook';
import { json } from '../../support/matchers';
import { Template } from '../../support/template';

const CLUSTER_ARN = 'arn:aws:ecs:eu-central-1:123456789012:cluster/games-minecraft-cluster';
const GROUP_ARN =
  'arn:aws:autoscaling:eu-central-1:123456789012:autoScalingGroup:*:autoScalingGroupName/games-minecraft-asg';
const BASE_TOPIC_ARN = 'arn:aws:sns:eu-central-1:123456789012:games-base-alerts';
const LEAF_TOPIC_ARN = 'arn:aws:sns:eu-central-1:123456789012:games-minecraft-alerts';
const DOMAIN = { hostName: 'minecraft.example.com', hostedZoneId: 'Z0123456789' };

const PRICES = { hourly: { 'm7i-flex.large': 0.104048 }, efsOneZone: 0.16, efsStandard: 0.3 };

const template = (more: Partial<AsgStateChangeHookProps> = {}) =>
  Template.of((stack) => {
    new AsgStateChangeHook(stack, 'Hook', {
      names: new Names('games', 'minecraft'),
      region: 'eu-central-1',
      accountId: '123456789012',
      partition: 'aws',
      leafId: 'minecraft',
      autoScalingGroupName: 'games-minecraft-asg',
      autoScalingGroupArn: GROUP_ARN,
      clusterArn: CLUSTER_ARN,
      ports: [
        { protocol: 'tcp', port: 25565 },
        { protocol: 'udp', port: 24454 },
      ],
      stopTimeoutSeconds: 120,
      readyWhen: 'runs',
      instanceTypes: ['m7i-flex.large'],
      prices: PRICES,
      fileSystems: [],
      instanceTags: { 'container-manager:project': 'games', 'container-manager:leaf': 'minecraft' },
      baseTopicArn: BASE_TOPIC_ARN,
      leafTopicArn: LEAF_TOPIC_ARN,
      leftUpAlarmName: 'games-minecraft-instance-left-up',
      wakesByDns: true,
      ...more,
    });
  });
const ENVIRONMENT = {
  LEAF_ID: 'minecraft',
  AUTO_SCALING_GROUP_NAME: 'games-minecraft-asg',
  CLUSTER_ARN,
  PORTS: '25565/tcp 24454/udp',
  STOP_TIMEOUT_SECONDS: '120',
  BASE_TOPIC_ARN,
  LEAF_TOPIC_ARN,
  PRICES: JSON.stringify(PRICES),
  LEFT_UP_ALARM_NAME: 'games-minecraft-instance-left-up',
};
const OWN_STATEMENTS = [
  {
    Sid: 'ReadGroupAndInstance',
    Effect: 'Allow',
    Action: ['autoscaling:DescribeAutoScalingGroups', 'autoscaling:DescribeScalingActivities', 'ec2:DescribeInstances'],
    Resource: ['*'],
  },
  { Sid: 'ListHosts', Effect: 'Allow', Action: ['ecs:ListContainerInstances'], Resource: [CLUSTER_ARN] },
  {
    Sid: 'ReadHosts',
    Effect: 'Allow',
    Action: ['ecs:DescribeContainerInstances'],
    Resource: ['arn:aws:ecs:eu-central-1:123456789012:container-instance/*'],
    Condition: { ArnEquals: { 'ecs:cluster': CLUSTER_ARN } },
  },
  {
    Sid: 'ListTasks',
    Effect: 'Allow',
    Action: ['ecs:ListTasks'],
    Resource: ['*'],
    Condition: { ArnEquals: { 'ecs:cluster': CLUSTER_ARN } },
  },
  {
    Sid: 'ReadTasks',
    Effect: 'Allow',
    Action: ['ecs:DescribeTasks'],
    Resource: ['arn:aws:ecs:eu-central-1:123456789012:task/*'],
    Condition: { ArnEquals: { 'ecs:cluster': CLUSTER_ARN } },
  },
  {
    Sid: 'SwitchOwnGroup',
    Effect: 'Allow',
    Action: ['autoscaling:SetDesiredCapacity', 'autoscaling:CompleteLifecycleAction'],
    Resource: [GROUP_ARN],
  },
  {
    Sid: 'NoteWhatWasTold',
    Effect: 'Allow',
    Action: ['autoscaling:CreateOrUpdateTags', 'autoscaling:DeleteTags'],
    Resource: [GROUP_ARN],
    Condition: { 'ForAllValues:StringLike': { 'aws:TagKeys': ['container-manager:told/*'] } },
  },
  {
    Sid: 'ReadLeftUpAlarm',
    Effect: 'Allow',
    Action: ['cloudwatch:DescribeAlarms'],
    Resource: ['arn:aws:cloudwatch:eu-central-1:123456789012:alarm:games-minecraft-instance-left-up'],
  },
  { Sid: 'TellPeople', Effect: 'Allow', Action: ['sns:Publish'], Resource: [BASE_TOPIC_ARN, LEAF_TOPIC_ARN] },
];

/** The policy of the function: these statements, after the one that every function has. */
const policy = (statements: readonly unknown[]) => ({
  policy: json({
    Version: '2012-10-17',
    Statement: [expect.objectContaining({ Sid: 'OwnLog' }), ...statements],
  }),
});

test('without a domain there is no DNS record, no variable for one and no permission for Route 53 or CloudWatch', () => {
  const found = template();

  expect(found.resources('aws_route53_record')).toEqual([]);
  expect(found.resources('aws_ssm_parameter')).toEqual([]);
  expect(found.synthesized).toHaveResourceWithProperties(LambdaFunction, { environment: { variables: ENVIRONMENT } });
  expect(found.synthesized).toHaveResourceWithProperties(IamRolePolicy, policy(OWN_STATEMENTS));
  expect(found.resources('aws_lambda_function')).toHaveLength(1);
  expect(found.resources('aws_iam_role_policy')).toHaveLength(1);
});

test('with a domain the function alone writes the address into the record, may change nothing else in the zone, and reads the alarm', () => {
  const found = template({ domain: DOMAIN });

  expect(found.synthesized).toHaveResourceWithProperties(Route53Record, {
    zone_id: 'Z0123456789',
    name: 'minecraft.example.com',
    type: 'A',
    ttl: 5,
    records: ['192.0.2.1'],
    lifecycle: { ignore_changes: ['records'] },
  });
  expect(found.synthesized).toHaveResourceWithProperties(LambdaFunction, {
    environment: {
      variables: {
        ...ENVIRONMENT,
        HOST_NAME: 'minecraft.example.com',
        HOSTED_ZONE_ID: 'Z0123456789',
        CONTAINER_ACTIVITY_ALARM_NAME: 'games-minecraft-container-activity',
      },
    },
  });
  expect(found.synthesized).toHaveResourceWithProperties(
    IamRolePolicy,
    policy([
      ...OWN_STATEMENTS,
      {
        Sid: 'ReadRecord',
        Effect: 'Allow',
        Action: ['route53:ListResourceRecordSets'],
        Resource: ['arn:aws:route53:::hostedzone/Z0123456789'],
      },
      {
        Sid: 'PointOwnRecord',
        Effect: 'Allow',
        Action: ['route53:ChangeResourceRecordSets'],
        Resource: ['arn:aws:route53:::hostedzone/Z0123456789'],
        Condition: {
          'ForAllValues:StringEquals': {
            'route53:ChangeResourceRecordSetsNormalizedRecordNames': ['minecraft.example.com'],
            'route53:ChangeResourceRecordSetsRecordTypes': ['A'],
            'route53:ChangeResourceRecordSetsActions': ['UPSERT'],
          },
        },
      },
      {
        Sid: 'ReadContainerActivity',
        Effect: 'Allow',
        Action: ['cloudwatch:DescribeAlarms'],
        Resource: ['arn:aws:cloudwatch:eu-central-1:123456789012:alarm:games-minecraft-container-activity'],
      },
      { Sid: 'ReadTraffic', Effect: 'Allow', Action: ['cloudwatch:GetMetricData'], Resource: ['*'] },
    ]),
  );
  expect(found.resources('aws_route53_record')).toHaveLength(1);
  expect(found.resources('aws_lambda_function')).toHaveLength(1);
  expect(found.resources('aws_iam_role_policy')).toHaveLength(1);
});

test('with a Query it knows how long the game may load and where its log is', () => {
  const query = {
    ruleName: 'games-minecraft-player-query',
    loadingMinutes: 30,
    containerLogGroupName: 'games-minecraft-container',
  };

  expect(template({ query, readyWhen: 'answers' }).synthesized).toHaveResourceWithProperties(LambdaFunction, {
    environment: {
      variables: {
        ...ENVIRONMENT,
        QUERY_RULE_NAME: 'games-minecraft-player-query',
        LOADING_MINUTES: '30',
        CONTAINER_LOG_GROUP_NAME: 'games-minecraft-container',
      },
    },
  });
});

test('with a HealthCheck it knows that there is one, and may do no more than without', () => {
  const found = template({ readyWhen: 'healthy' });

  expect(found.synthesized).toHaveResourceWithProperties(LambdaFunction, {
    environment: { variables: { ...ENVIRONMENT, HAS_HEALTH_CHECK: 'true' } },
  });
  expect(found.synthesized).toHaveResourceWithProperties(IamRolePolicy, policy(OWN_STATEMENTS));
});

test('a destroy deletes the function and its rules before the record, which the function would create again', () => {
  const found = template({ domain: DOMAIN });

  const record = found.addresses().filter((address) => address.startsWith('aws_route53_record.'));
  expect(record).toHaveLength(1);
  expect(found.synthesized).toHaveResourceWithProperties(LambdaFunction, {
    depends_on: expect.arrayContaining(record) as unknown,
  });
  for (const { arn } of found.resources('aws_cloudwatch_event_target')) {
    expect(arn).toMatch(/^\$\{aws_lambda_function\.Hook_Function_\w+\.arn\}$/);
  }
});

describe('with a record of its starts', () => {
  const NAME = '/games/starts/minecraft';
  const RECORD = {
    Sid: 'RecordStarts',
    Effect: 'Allow',
    Action: ['ssm:GetParameter', 'ssm:PutParameter'],
    Resource: ['arn:aws:ssm:eu-central-1:123456789012:parameter/games/starts/minecraft'],
  };

  test('there is a free parameter, empty at first, whose value is the function’s', () => {
    const found = template({ startsParameterName: NAME });

    expect(found.resource('aws_ssm_parameter')).toEqual({
      name: NAME,
      description: 'The last starts of minecraft: ./cm status minecraft --starts',
      type: 'String',
      tier: 'Standard',
      insecure_value: '[]',
      lifecycle: { ignore_changes: ['insecure_value'] },
    });
    const [address] = found.addresses().filter((one) => one.startsWith('aws_ssm_parameter.'));
    expect(found.synthesized).toHaveResourceWithProperties(LambdaFunction, {
      environment: { variables: { ...ENVIRONMENT, STARTS_PARAMETER_NAME: NAME } },
      // the function would create it again
      depends_on: expect.arrayContaining([address]) as unknown,
    });
    expect(found.synthesized).toHaveResourceWithProperties(IamRolePolicy, policy([...OWN_STATEMENTS, RECORD]));
  });

  test('with volumes it may read the system logs of its own instances', () => {
    const fileSystems = [{ fileSystemId: 'fs-1', fileSystemArn: 'arn:fs-1' }];
    const readLog = {
      Sid: 'ReadSystemLog',
      Effect: 'Allow',
      Action: ['ec2:GetConsoleOutput'],
      Resource: ['arn:aws:ec2:eu-central-1:123456789012:instance/*'],
      Condition: {
        StringEquals: {
          'aws:ResourceTag/container-manager:project': 'games',
          'aws:ResourceTag/container-manager:leaf': 'minecraft',
        },
      },
    };

    const [found, without] = [template({ startsParameterName: NAME, fileSystems }), template({ fileSystems })].map(
      (one) => String(one.resource('aws_iam_role_policy').policy),
    );

    expect(found).toContain(JSON.stringify(readLog));
    expect(without).not.toContain('GetConsoleOutput');
  });

  test('with a domain it may ask how far a change is', () => {
    const [found, without] = [
      template({ startsParameterName: NAME, domain: DOMAIN }),
      template({ domain: DOMAIN }),
    ].map((one) => String(one.resource('aws_iam_role_policy').policy));

    expect(found).toContain(
      JSON.stringify({
        Sid: 'FollowChange',
        Effect: 'Allow',
        Action: ['route53:GetChange'],
        Resource: ['arn:aws:route53:::change/*'],
      }),
    );
    expect(without).not.toContain('GetChange');
  });
});

test('the function may also write its own log', () => {
  const found = template();

  expect(found.synthesized).toHaveResourceWithProperties(IamRolePolicy, {
    policy: json({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'OwnLog',
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: [
            'arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/games-minecraft-asg-state-change-hook:*',
          ],
        },
        ...OWN_STATEMENTS,
      ],
    }),
  });
  expect(found.resources('aws_iam_role_policy')).toHaveLength(1);
});

test('the function has two minutes to wait for an address, and is tried three times within five minutes', () => {
  const found = template();

  expect(found.synthesized).toHaveResourceWithProperties(LambdaFunction, {
    function_name: 'games-minecraft-asg-state-change-hook',
    timeout: 120,
    memory_size: 512,
  });
  expect(found.synthesized).toHaveResourceWithProperties(LambdaFunctionEventInvokeConfig, {
    maximum_retry_attempts: 2,
    maximum_event_age_in_seconds: 300,
  });
  expect(found.resources('aws_lambda_function_event_invoke_config')).toHaveLength(1);
});

test('the function runs when its group or its tasks change, and every five minutes', () => {
  const found = template();

  for (const [name, event_pattern] of [
    [
      'games-minecraft-group-change',
      {
        source: ['aws.autoscaling'],
        'detail-type': [
          'EC2 Instance Launch Successful',
          'EC2 Instance Launch Unsuccessful',
          'EC2 Instance-terminate Lifecycle Action',
          'EC2 Instance Terminate Successful',
        ],
        detail: { AutoScalingGroupName: ['games-minecraft-asg'] },
      },
    ],
    [
      'games-minecraft-task-runs',
      {
        source: ['aws.ecs'],
        'detail-type': ['ECS Task State Change'],
        detail: { clusterArn: [CLUSTER_ARN], lastStatus: ['RUNNING'] },
      },
    ],
    [
      'games-minecraft-task-not-placed',
      {
        source: ['aws.ecs'],
        'detail-type': ['ECS Service Action'],
        detail: { clusterArn: [CLUSTER_ARN], eventName: ['SERVICE_TASK_PLACEMENT_FAILURE'] },
      },
    ],
  ] as const) {
    expect(found.synthesized).toHaveResourceWithProperties(CloudwatchEventRule, {
      name,
      event_pattern: json(event_pattern),
    });
  }
  expect(found.synthesized).toHaveResourceWithProperties(CloudwatchEventRule, {
    name: 'games-minecraft-reconcile',
    schedule_expression: 'rate(5 minutes)',
  });
  expect(found.resources('aws_cloudwatch_event_rule')).toHaveLength(4);
  expect(found.synthesized).toHaveResource(CloudwatchEventTarget);
  expect(found.resources('aws_cloudwatch_event_target')).toHaveLength(4);
  expect(found.resources('aws_lambda_permission')).toHaveLength(4);
});

test('with a domain it also runs when EC2 launches an instance, whosever it is; events of EC2 name no group', () => {
  const found = template({ domain: DOMAIN });

  expect(found.synthesized).toHaveResourceWithProperties(CloudwatchEventRule, {
    name: 'games-minecraft-instance-comes',
    event_pattern: json({
      source: ['aws.ec2'],
      'detail-type': ['EC2 Instance State-change Notification'],
      detail: { state: ['pending', 'running'] },
    }),
  });
  expect(found.resources('aws_cloudwatch_event_rule')).toHaveLength(5);
  expect(found.resources('aws_cloudwatch_event_target')).toHaveLength(5);
  expect(found.resources('aws_lambda_permission')).toHaveLength(5);
});

test('knows the file systems of the volumes, and may measure them alone', () => {
  const file = (id: string) => ({
    fileSystemId: `fs-${id}`,
    fileSystemArn: `arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-${id}`,
  });
  const found = template({ fileSystems: [file('1'), file('2')] });

  expect(found.synthesized).toHaveResourceWithProperties(LambdaFunction, {
    environment: { variables: { ...ENVIRONMENT, FILE_SYSTEM_IDS: 'fs-1 fs-2' } },
  });
  expect(found.synthesized).toHaveResourceWithProperties(
    IamRolePolicy,
    policy([
      ...OWN_STATEMENTS,
      {
        Sid: 'MeasureFiles',
        Effect: 'Allow',
        Action: ['elasticfilesystem:DescribeFileSystems'],
        Resource: [file('1').fileSystemArn, file('2').fileSystemArn],
      },
    ]),
  );
});
