import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ECSClient } from '@aws-sdk/client-ecs';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';

import { AutoScalingGroup } from '../shared/auto-scaling-group';
import { clientOptions } from '../shared/clients';
import { systemClock } from '../shared/clock';
import { QueryRule } from '../shared/query-rule';
import { ask } from './ask';
import { EcsService } from './aws/ecs-service';
import { GroupMetrics } from './aws/group-metrics';
import { HookFunction } from './aws/hook-function';
import { type PlayerQueryEnvironment } from './contract';
import { type Dependencies, type Game } from './dependencies';

/** What the function works with in AWS. Clients are created once. */
export function awsDependencies(environment: PlayerQueryEnvironment & { readonly AWS_REGION: string }): Dependencies {
  const options = clientOptions(environment.AWS_REGION);
  const groupName = environment.AUTO_SCALING_GROUP_NAME;
  return {
    game: gameOf(environment),
    group: new AutoScalingGroup(new AutoScalingClient(options), groupName),
    service: new EcsService(new ECSClient(options), environment.CLUSTER_NAME, environment.SERVICE_NAME),
    metrics: new GroupMetrics(new CloudWatchClient(options), groupName),
    rule: new QueryRule(new EventBridgeClient(options), environment.RULE_NAME),
    hook: new HookFunction(new LambdaClient(options), environment.HOOK_FUNCTION_NAME, groupName),
    clock: systemClock,
  };
}

function gameOf(environment: PlayerQueryEnvironment): Game {
  const target = { protocol: environment.QUERY_PROTOCOL, port: Number(environment.QUERY_PORT) };
  return {
    countsPlayers: environment.COUNTS_PLAYERS === 'true',
    loadingMinutes: Number(environment.LOADING_MINUTES),
    ask: (address, wantsNames) => ask({ ...target, address, wantsNames }),
  };
}
