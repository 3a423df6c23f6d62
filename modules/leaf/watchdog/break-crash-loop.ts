import { Construct } from 'constructs';

import {
  type BreakCrashLoopEnvironment,
  MAXIMUM_EVENT_AGE_SECONDS,
  MAXIMUM_RETRY_ATTEMPTS,
  STOP_CODES,
  TIMEOUT_SECONDS,
} from '../../../lambdas/break-crash-loop/contract';
import { howToWake, WAKES_BY_DNS_VARIABLE } from '../../../lambdas/shared/how-to-wake';
import { CRASH_NOTE, CRASH_REPEATS_NOTE, tagOf } from '../../../lambdas/shared/told-tags';
import { type AwsPlace } from '../../aws/aws-place';
import { Alarm } from '../../aws/alarm';
import { EventRule } from '../../aws/event-rule';
import { LambdaFunction } from '../../aws/lambda-function';
import { type Names } from '../../aws/naming';
import { type PolicyStatement } from '../../aws/policy';

export interface BreakCrashLoopProps extends AwsPlace {
  readonly names: Names;
  readonly leafId: string;
  readonly autoScalingGroupName: string;
  /** May contain `*` for the group's UUID, as in IAM policies. */
  readonly autoScalingGroupArn: string;
  readonly clusterArn: string;
  /** The topic of the administrators. */
  readonly baseTopicArn: string;
  /** The topic of the leaf's players. */
  readonly leafTopicArn: string;
  readonly containerLogGroupName: string;
  /** Whether the next connection wakes the leaf. */
  readonly wakesByDns: boolean;
}

const ROLE = 'break-crash-loop';
// with this much, the AWS SDK loads in half the time that it needs with the least memory
const MEMORY_MB = 256;
const PERIOD_SECONDS = 60;

/**
 * Puts the container to sleep when it ends by itself, or twice cannot start on the same instance, since ECS would start it
 * again and again, and publishes the reason to both topics. The alarm only shows it: an action of the alarm would send a second e-mail, or
 * would outlast the instance and end the next wake-up.
 */
export class BreakCrashLoop extends Construct {
  readonly alarm: Alarm;
  readonly functionName: string;

  constructor(scope: Construct, id: string, props: BreakCrashLoopProps) {
    super(scope, id);
    const lambda = this.lambda(props);
    this.rule(props, lambda);
    this.alarm = this.invocationsAlarm(props, lambda);
    this.functionName = lambda.functionName;
  }

  private lambda(props: BreakCrashLoopProps): LambdaFunction {
    const { names, region, accountId, partition, leafId, baseTopicArn } = props;
    const environment: BreakCrashLoopEnvironment = {
      LEAF_ID: leafId,
      AUTO_SCALING_GROUP_NAME: props.autoScalingGroupName,
      CLUSTER_ARN: props.clusterArn,
      BASE_TOPIC_ARN: baseTopicArn,
      LEAF_TOPIC_ARN: props.leafTopicArn,
      CONTAINER_LOG_GROUP_NAME: props.containerLogGroupName,
    };
    return new LambdaFunction(this, 'Function', {
      names,
      region,
      accountId,
      partition,
      role: ROLE,
      description: `Puts ${leafId} to sleep when its container stops by itself`,
      entry: 'lambdas/break-crash-loop/handler.ts',
      environment: { ...environment, ...(!props.wakesByDns && { [WAKES_BY_DNS_VARIABLE]: 'false' }) },
      statements: statements(props),
      timeoutSeconds: TIMEOUT_SECONDS,
      memoryMb: MEMORY_MB,
      maximumRetryAttempts: MAXIMUM_RETRY_ATTEMPTS,
      maximumEventAgeSeconds: MAXIMUM_EVENT_AGE_SECONDS,
    });
  }

  private rule({ names, leafId, clusterArn }: BreakCrashLoopProps, lambda: LambdaFunction): void {
    new EventRule(this, 'Rule', {
      names,
      role: ROLE,
      description: `The container of ${leafId} ended by itself or could not start`,
      // when a person, the service, draining or Spot stops a task, the stop code is another one
      eventPattern: {
        source: ['aws.ecs'],
        'detail-type': ['ECS Task State Change'],
        detail: { clusterArn: [clusterArn], lastStatus: ['STOPPED'], stopCode: STOP_CODES },
      },
      function: lambda,
    });
  }

  private invocationsAlarm(
    { names, leafId, wakesByDns }: BreakCrashLoopProps,
    { functionName }: LambdaFunction,
  ): Alarm {
    return new Alarm(this, 'Alarm', {
      alarmName: names.breakCrashLoopAlarm,
      description:
        `The container of '${leafId}' ended by itself or could not start. If it ended, or if it could not start twice, ` +
        `'${leafId}' was put to sleep, and an e-mail says why, with a link to the log. ` +
        `${wakesByDns ? 'The next connection starts it again.' : howToWake(leafId, false)} ` +
        'If this alarm fires again, fix the container first.',
      metric: {
        namespace: 'AWS/Lambda',
        metricName: 'Invocations',
        dimensions: { FunctionName: functionName },
        statistic: 'Sum',
      },
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      threshold: 1,
      periodSeconds: PERIOD_SECONDS,
      evaluationPeriods: 1,
      alarmActions: [],
    });
  }
}

function statements(props: BreakCrashLoopProps): PolicyStatement[] {
  const { region, accountId, partition, autoScalingGroupArn, clusterArn, baseTopicArn, leafTopicArn } = props;
  return [
    { sid: 'PutToSleep', actions: ['autoscaling:SetDesiredCapacity'], resources: [autoScalingGroupArn] },
    {
      sid: 'ReadGroup',
      actions: ['autoscaling:DescribeAutoScalingGroups', 'autoscaling:DescribeScalingActivities'],
      // these actions take no resource
      resources: ['*'],
    },
    {
      // which EC2 instance a task ran on
      sid: 'ReadHosts',
      actions: ['ecs:DescribeContainerInstances'],
      resources: [`arn:${partition}:ecs:${region}:${accountId}:container-instance/*`],
      conditions: { ArnEquals: { 'ecs:cluster': clusterArn } },
    },
    {
      sid: 'NoteCrash',
      actions: ['autoscaling:CreateOrUpdateTags'],
      resources: [autoScalingGroupArn],
      // no other tag: the other tags decide who finds the group and who may switch it
      conditions: {
        'ForAllValues:StringEquals': {
          'aws:TagKeys': [CRASH_NOTE, CRASH_REPEATS_NOTE].map(tagOf),
        },
      },
    },
    { sid: 'TellPeople', actions: ['sns:Publish'], resources: [baseTopicArn, leafTopicArn] },
  ];
}
