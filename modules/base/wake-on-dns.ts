import { CloudwatchLogSubscriptionFilter } from '@cdktf/provider-aws/lib/cloudwatch-log-subscription-filter';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { type TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';

import { tagOf, WOKEN_BY_NOTE } from '../../lambdas/shared/told-tags';
import { ENVIRONMENT } from '../../lambdas/start-system/contract';
import { type AwsAccount } from '../aws/aws-place';
import { LambdaFunction } from '../aws/lambda-function';
import { type Names } from '../aws/naming';
import { type PolicyStatement } from '../aws/policy';
import { QUERY_LOG_REGION } from '../aws/query-log-region';
import { LEAF_TAG, PROJECT_TAG } from '../aws/tags';
import { type DomainConfig } from '../config/types';
import { FailureNotice } from './wake-on-dns/failure-notice';
import { QueryLogging } from './wake-on-dns/query-logging';

const ROLE = 'start-system';
const TIMEOUT_SECONDS = 60;
// somebody waits, and the AWS SDK loads faster with more CPU
const MEMORY_MB = 512;
/** Whoever asked earlier than this has asked again since, or given up. */
const MAXIMUM_EVENT_AGE_SECONDS = 300;
/** Queries for an address that exists. The function compares the names, since resolvers randomize the case of letters. */
const FILTER_PATTERN = '[version, time, zone, name, type = A, code = NOERROR, ...]';

export interface WakeOnDnsProps extends AwsAccount {
  readonly names: Names;
  /** `Name` of base.yaml: value of the tag that the groups carry. */
  readonly project: string;
  /** Region of the leaves: the stack's. */
  readonly leavesRegion: string;
  readonly domain: DomainConfig;
  /** Topic in the leaves' region that is notified when the function fails, and when that is over. */
  readonly failureTopicArn: string;
  /** Of us-east-1. */
  readonly provider: TerraformProvider;
}

/** Wakes a leaf when somebody asks for its address: one log, filter and function for all leaves, present and future. */
export class WakeOnDns extends Construct {
  /** In us-east-1. */
  readonly queryLogGroupName: string;
  readonly functionName: string;

  constructor(scope: Construct, id: string, props: WakeOnDnsProps) {
    super(scope, id);
    const lambda = this.lambda(props);
    this.queryLogGroupName = props.domain.queryLogGroup ?? new QueryLogging(this, 'QueryLogging', props).logGroupName;
    this.subscribe(props, lambda);
    new FailureNotice(this, 'FailureNotice', {
      ...props,
      role: ROLE,
      functionName: lambda.functionName,
      functionRegion: QUERY_LOG_REGION,
      functionProvider: props.provider,
      topicArn: props.failureTopicArn,
      topicRegion: props.leavesRegion,
    });
    this.functionName = lambda.functionName;
  }

  private lambda(props: WakeOnDnsProps): LambdaFunction {
    const { names, project, leavesRegion, accountId, partition, provider } = props;
    const place = { region: QUERY_LOG_REGION, accountId, partition };
    return new LambdaFunction(this, 'Function', {
      names,
      ...place,
      provider,
      role: ROLE,
      description: `Wakes the leaves of ${project} when somebody asks for their addresses`,
      entry: 'lambdas/start-system/handler.ts',
      environment: {
        [ENVIRONMENT.leavesRegion]: leavesRegion,
        [ENVIRONMENT.projectTag]: PROJECT_TAG,
        [ENVIRONMENT.project]: project,
        [ENVIRONMENT.leafTag]: LEAF_TAG,
      },
      statements: statements(props),
      timeoutSeconds: TIMEOUT_SECONDS,
      memoryMb: MEMORY_MB,
      // whoever waits asks again, and that is tried too
      maximumRetryAttempts: 1,
      maximumEventAgeSeconds: MAXIMUM_EVENT_AGE_SECONDS,
    });
  }

  private subscribe({ names, accountId, partition, provider }: WakeOnDnsProps, lambda: LambdaFunction): void {
    const permission = new LambdaPermission(this, 'Permission', {
      statementId: names.of('subscriptionFilter', ROLE),
      action: 'lambda:InvokeFunction',
      functionName: lambda.functionArn,
      principal: 'logs.amazonaws.com',
      sourceArn: `arn:${partition}:logs:${QUERY_LOG_REGION}:${accountId}:log-group:${this.queryLogGroupName}:*`,
      sourceAccount: accountId,
      provider,
    });
    new CloudwatchLogSubscriptionFilter(this, 'Resource', {
      name: names.of('subscriptionFilter', ROLE),
      logGroupName: this.queryLogGroupName,
      filterPattern: FILTER_PATTERN,
      destinationArn: lambda.functionArn,
      provider,
      // CloudWatch Logs refuses a destination that it may not invoke
      dependsOn: [permission],
    });
  }
}

function statements({ project, leavesRegion, accountId, partition }: WakeOnDnsProps): PolicyStatement[] {
  const groups = `arn:${partition}:autoscaling:${leavesRegion}:${accountId}:autoScalingGroup:*:autoScalingGroupName/*`;
  const ofProject = { StringEquals: { [`aws:ResourceTag/${PROJECT_TAG}`]: project } };
  return [
    {
      sid: 'FindGroups',
      actions: ['autoscaling:DescribeAutoScalingGroups', 'autoscaling:DescribeScalingActivities'],
      // AWS supports no resource for these actions
      resources: ['*'],
    },
    { sid: 'WakeLeaves', actions: ['autoscaling:SetDesiredCapacity'], resources: [groups], conditions: ofProject },
    {
      sid: 'NoteWhoWoke',
      actions: ['autoscaling:CreateOrUpdateTags'],
      resources: [groups],
      // no other tag: by those the group is found and others are allowed to switch it
      conditions: { ...ofProject, 'ForAllValues:StringEquals': { 'aws:TagKeys': [tagOf(WOKEN_BY_NOTE)] } },
    },
  ];
}
