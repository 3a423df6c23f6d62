import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ECSClient } from '@aws-sdk/client-ecs';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { Route53Client } from '@aws-sdk/client-route-53';
import { SNSClient } from '@aws-sdk/client-sns';

import { clientOptions } from '../shared/clients';
import { systemClock } from '../shared/clock';
import { logEventsLink } from '../shared/console-link';
import { Ec2Instances } from '../shared/ec2-instances';
import { PLAYERS_TOPIC } from '../shared/notify';
import { pageLink } from '../shared/page-link';
import { QueryRule } from '../shared/query-rule';
import { Route53Record } from '../shared/route53-record';
import { AlarmTraffic } from './aws/alarm-traffic';
import { EfsFileSystems } from './aws/efs-file-systems';
import { EcsContainer } from './aws/ecs-container';
import { CloudWatchLeftUpAlarm } from './aws/left-up-alarm';
import { SnsNotifier } from './aws/sns-notifier';
import { WatchedGroup } from './aws/watched-group';
import {
  type HookDomainEnvironment,
  type HookEnvironment,
  type HookPrices,
  type HookQueryEnvironment,
} from './contract';
import { type Dependencies, type Leaf } from './dependencies';

type Environment = HookEnvironment & { readonly AWS_REGION: string };

/** What not every leaf has. */
interface OfSomeLeaves {
  readonly domain?: HookDomainEnvironment;
  readonly query?: HookQueryEnvironment;
  readonly hasHealthCheck?: boolean;
  /** @default true */
  readonly wakesByDns?: boolean;
  /** HookPrices, as JSON. */
  readonly prices?: string;
  /** Separated by spaces. */
  readonly fileSystemIds?: string;
  /** @default '', no start page */
  readonly startPageUrl?: string;
}

/** What the function works with in AWS. Clients are created once. */
export function awsDependencies(environment: Environment, some: OfSomeLeaves): Dependencies {
  const { domain, query, prices, fileSystemIds } = some;
  const options = clientOptions(environment.AWS_REGION);
  const group = new WatchedGroup(new AutoScalingClient(options), environment.AUTO_SCALING_GROUP_NAME);
  const topicArns = { base: environment.BASE_TOPIC_ARN, [PLAYERS_TOPIC]: environment.LEAF_TOPIC_ARN };
  return {
    leaf: leafOf(environment, some),
    group,
    instances: new Ec2Instances(new EC2Client(options)),
    container: new EcsContainer(new ECSClient(options), environment.CLUSTER_ARN),
    ...(domain && {
      record: new Route53Record(new Route53Client(options), domain.HOSTED_ZONE_ID, domain.HOST_NAME),
      traffic: new AlarmTraffic(new CloudWatchClient(options), domain.CONTAINER_ACTIVITY_ALARM_NAME),
    }),
    ...(query && { queryRule: new QueryRule(new EventBridgeClient(options), query.QUERY_RULE_NAME) }),
    leftUpAlarm: new CloudWatchLeftUpAlarm(new CloudWatchClient(options), environment.LEFT_UP_ALARM_NAME),
    // a cast, since JSON has no types: modules/leaf/asg-state-change-hook.ts makes it
    ...(prices !== undefined && { prices: JSON.parse(prices) as HookPrices }),
    ...(fileSystemIds !== undefined && { files: new EfsFileSystems(fileSystemIds.split(' '), options) }),
    notifier: new SnsNotifier(new SNSClient(options), topicArns, group, systemClock),
    clock: systemClock,
  };
}

function leafOf(
  environment: Environment,
  { domain, query, hasHealthCheck = false, wakesByDns = true, startPageUrl = '' }: OfSomeLeaves,
): Leaf {
  const { AWS_REGION: region, LEAF_ID: id, PORTS: ports, STOP_TIMEOUT_SECONDS: stopTimeout } = environment;
  return {
    id,
    ports,
    stopTimeoutSeconds: Number(stopTimeout),
    ...(domain && { hostName: domain.HOST_NAME }),
    readyWhen: query ? 'answers' : hasHealthCheck ? 'healthy' : 'runs',
    ...(!wakesByDns && { wakesByDns }),
    ...(startPageUrl !== '' && { page: pageLink(startPageUrl, id) }),
    ...(query && {
      query: {
        loadingMinutes: Number(query.LOADING_MINUTES),
        logLink: (start: Date, end: Date) =>
          logEventsLink(region, query.CONTAINER_LOG_GROUP_NAME, start.getTime(), end.getTime()),
      },
    }),
  };
}
