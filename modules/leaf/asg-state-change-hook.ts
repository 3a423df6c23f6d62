import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

import {
  FILE_SYSTEMS_VARIABLE,
  HEALTH_CHECK_VARIABLE,
  type HookDomainEnvironment,
  type HookEnvironment,
  type HookPrices,
  type HookQueryEnvironment,
  PRICES_VARIABLE,
  START_PAGE_VARIABLE,
} from '../../lambdas/asg-state-change-hook/contract';
import { ASLEEP_ADDRESS, RECORD_TTL_SECONDS } from '../../lambdas/shared/address-record';
import { WAKES_BY_DNS_VARIABLE } from '../../lambdas/shared/how-to-wake';
import { type ReadyWhen } from '../../lambdas/shared/ready-when';
import { type AwsPlace } from '../aws/aws-place';
import { LambdaFunction } from '../aws/lambda-function';
import { type Names } from '../aws/naming';
import { type PortConfig } from '../config/types';
import { Rules } from './asg-state-change-hook/rules';
import { statements } from './asg-state-change-hook/statements';
import { portsText } from '../config/leaf-address';

const ROLE = 'asg-state-change-hook';
// it waits up to a minute for a HealthCheck or 20 seconds for an address, and asks AWS a dozen times
const TIMEOUT_SECONDS = 120;
// players wait for the record: the AWS SDK loads faster with more CPU
const MEMORY_MB = 512;
/** By then the schedule has done what the event was about. */
const MAXIMUM_EVENT_AGE_SECONDS = 300;

export interface AsgStateChangeHookProps extends AwsPlace {
  readonly names: Names;
  readonly leafId: string;
  readonly autoScalingGroupName: string;
  /** As IAM policies take it. */
  readonly autoScalingGroupArn: string;
  readonly clusterArn: string;
  readonly ports: readonly PortConfig[];
  /** Seconds between SIGTERM and SIGKILL of the container. */
  readonly stopTimeoutSeconds: number;
  /** The leaf's name in an existing zone, in lower case. @default no DNS record */
  readonly domain?: { readonly hostName: string; readonly hostedZoneId: string };
  /** The rule that it turns on and off, how many minutes the game may load, and where its log is. @default the leaf has no Query */
  readonly query?: {
    readonly ruleName: string;
    readonly loadingMinutes: number;
    readonly containerLogGroupName: string;
  };
  /** What tells that people can connect. */
  readonly readyWhen: ReadyWhen;
  /** Whether the next connection wakes the leaf. */
  readonly wakesByDns: boolean;
  /** Of the start page; may be an empty text until base is deployed. @default there is no such page */
  readonly startPageUrl?: string;
  /** For the receipt in its e-mails. */
  readonly prices: HookPrices;
  /** The leaf's file systems, of which it tells what they cost. May be empty. */
  readonly fileSystems: readonly { readonly fileSystemId: string; readonly fileSystemArn: string }[];
  readonly baseTopicArn: string;
  readonly leafTopicArn: string;
  /** The alarm Instance Left Up. */
  readonly leftUpAlarmName: string;
}

/**
 * Keeps everything in step with the group: its address, what people know, and the switch where AWS cannot launch. So
 * everything else follows, whoever turns the switch, also a person in the console.
 */
export class AsgStateChangeHook extends Construct {
  readonly functionName: string;
  readonly functionArn: string;

  constructor(scope: Construct, id: string, props: AsgStateChangeHookProps) {
    super(scope, id);
    const record = props.domain && this.record(props.domain);
    const lambda = this.lambda(props, record ? [record] : []);
    const { names, leafId, autoScalingGroupName, clusterArn } = props;
    new Rules(this, 'Rules', { names, leafId, autoScalingGroupName, clusterArn, function: lambda });
    this.functionName = lambda.functionName;
    this.functionArn = lambda.functionArn;
  }

  /** Terraform creates it once; from then on the function writes its value. */
  private record({ hostName, hostedZoneId }: NonNullable<AsgStateChangeHookProps['domain']>): Route53Record {
    return new Route53Record(this, 'Record', {
      zoneId: hostedZoneId,
      name: hostName,
      type: 'A',
      ttl: RECORD_TTL_SECONDS,
      records: [ASLEEP_ADDRESS],
      lifecycle: { ignoreChanges: ['records'] },
    });
  }

  private lambda(props: AsgStateChangeHookProps, dependsOn: readonly ITerraformDependable[]): LambdaFunction {
    const { names, region, accountId, partition, leafId } = props;
    return new LambdaFunction(this, 'Function', {
      names,
      region,
      accountId,
      partition,
      role: ROLE,
      description: `Updates the address of ${leafId} and sends its e-mails when its group changes`,
      entry: 'lambdas/asg-state-change-hook/handler.ts',
      environment: environment(props),
      statements: statements({
        ...props,
        containerActivityAlarmName: names.containerActivityAlarm,
        ...(props.query && { queryRuleName: props.query.ruleName }),
        fileSystemArns: props.fileSystems.map(({ fileSystemArn }) => fileSystemArn),
      }),
      timeoutSeconds: TIMEOUT_SECONDS,
      memoryMb: MEMORY_MB,
      maximumRetryAttempts: 2,
      maximumEventAgeSeconds: MAXIMUM_EVENT_AGE_SECONDS,
      // a function that outlived its record would recreate it, and nothing would destroy it
      dependsOn,
    });
  }
}

function environment({ domain, query, ...props }: AsgStateChangeHookProps): Record<string, string> {
  const always: HookEnvironment = {
    LEAF_ID: props.leafId,
    AUTO_SCALING_GROUP_NAME: props.autoScalingGroupName,
    CLUSTER_ARN: props.clusterArn,
    PORTS: portsText(props.ports),
    STOP_TIMEOUT_SECONDS: String(props.stopTimeoutSeconds),
    BASE_TOPIC_ARN: props.baseTopicArn,
    LEAF_TOPIC_ARN: props.leafTopicArn,
    LEFT_UP_ALARM_NAME: props.leftUpAlarmName,
  };
  const ofDomain: HookDomainEnvironment | undefined = domain && {
    HOST_NAME: domain.hostName,
    HOSTED_ZONE_ID: domain.hostedZoneId,
    CONTAINER_ACTIVITY_ALARM_NAME: props.names.containerActivityAlarm,
  };
  const ofQuery: HookQueryEnvironment | undefined = query && {
    QUERY_RULE_NAME: query.ruleName,
    LOADING_MINUTES: String(query.loadingMinutes),
    CONTAINER_LOG_GROUP_NAME: query.containerLogGroupName,
  };
  return {
    ...always,
    ...ofDomain,
    ...ofQuery,
    ...(props.readyWhen === 'healthy' && { [HEALTH_CHECK_VARIABLE]: 'true' }),
    ...(!props.wakesByDns && { [WAKES_BY_DNS_VARIABLE]: 'false' }),
    [PRICES_VARIABLE]: JSON.stringify(props.prices),
    ...(props.startPageUrl !== undefined && { [START_PAGE_VARIABLE]: props.startPageUrl }),
    ...(props.fileSystems.length > 0 && {
      [FILE_SYSTEMS_VARIABLE]: props.fileSystems.map(({ fileSystemId }) => fileSystemId).join(' '),
    }),
  };
}
