import { Construct } from 'constructs';

import { type PlayerQueryEnvironment, TIMEOUT_SECONDS } from '../../lambdas/player-query/contract';
import { type AwsPlace } from '../aws/aws-place';
import { EventRule } from '../aws/event-rule';
import { LambdaFunction } from '../aws/lambda-function';
import { type Names } from '../aws/naming';
import { type QueryConfig } from '../config/types';
import { statements } from './player-query/statements';

const ROLE = 'player-query';
// what a game sends takes at most 64 kB a try; the AWS SDK loads in half the time that it needs with the least memory
const MEMORY_MB = 256;
/** A minute later the next run has looked; Lambda takes no less. */
const MAXIMUM_EVENT_AGE_SECONDS = 60;

export interface PlayerQueryProps extends AwsPlace {
  readonly names: Names;
  readonly leafId: string;
  readonly query: QueryConfig;
  readonly autoScalingGroupName: string;
  /** As IAM policies take it. */
  readonly autoScalingGroupArn: string;
  readonly clusterName: string;
  readonly serviceName: string;
  /** The function that is told of the first answer. */
  readonly hookFunctionName: string;
  readonly hookFunctionArn: string;
}

/**
 * Asks the game every minute while the leaf is awake whether it is ready and who plays. Its rule is created off, and functions
 * turn it on and off: asleep, nothing runs and nothing is published. A run that fails is not tried again, since there is one a
 * minute: then bytes decide.
 */
export class PlayerQuery extends Construct {
  readonly functionName: string;

  constructor(scope: Construct, id: string, props: PlayerQueryProps) {
    super(scope, id);
    const { names, region, accountId, partition, leafId } = props;
    const lambda = new LambdaFunction(this, 'Function', {
      names,
      region,
      accountId,
      partition,
      role: ROLE,
      description: `Asks the game of ${leafId} whether it is ready and who plays`,
      entry: 'lambdas/player-query/handler.ts',
      environment: environment(props),
      statements: statements({ ...props, ruleName: names.playerQueryRule }),
      timeoutSeconds: TIMEOUT_SECONDS,
      memoryMb: MEMORY_MB,
      maximumRetryAttempts: 0,
      maximumEventAgeSeconds: MAXIMUM_EVENT_AGE_SECONDS,
    });
    new EventRule(this, 'Rule', {
      names,
      role: ROLE,
      description: `Runs every minute while ${leafId} is awake`,
      scheduleExpression: 'cron(* * * * ? *)',
      createdOff: true,
      function: lambda,
    });
    this.functionName = lambda.functionName;
  }
}

function environment({ names, query, ...props }: PlayerQueryProps): PlayerQueryEnvironment {
  return {
    AUTO_SCALING_GROUP_NAME: props.autoScalingGroupName,
    CLUSTER_NAME: props.clusterName,
    SERVICE_NAME: props.serviceName,
    RULE_NAME: names.playerQueryRule,
    HOOK_FUNCTION_NAME: props.hookFunctionName,
    QUERY_PROTOCOL: query.protocol,
    QUERY_PORT: String(query.port),
    COUNTS_PLAYERS: String(query.countsPlayers),
    LOADING_MINUTES: String(query.loadingMinutes),
  };
}
