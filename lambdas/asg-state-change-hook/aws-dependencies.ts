import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ECSClient } from '@aws-sdk/client-ecs';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { Route53Client } from '@aws-sdk/client-route-53';
import { SNSClient } from '@aws-sdk/client-sns';

import { clientOptions } from '../shared/clients';
import { systemClock } from '../shared/clock';
import { Ec2Instances } from '../shared/ec2-instances';
import { QueryRule } from '../shared/query-rule';
import { Route53Record } from '../shared/route53-record';
import { EcsContainer } from './aws/ecs-container';
import { SnsNotifier } from './aws/sns-notifier';
import { WatchedGroup } from './aws/watched-group';
import { type HookDomainEnvironment, type HookEnvironment } from './contract';
import { type Dependencies } from './dependencies';

/**
 * What the function works with in AWS. Clients are created once.
 *
 * @param queryRuleName absent where the leaf has no Query
 */
export function awsDependencies(
  environment: HookEnvironment & { readonly AWS_REGION: string },
  domain: HookDomainEnvironment | undefined,
  queryRuleName?: string,
): Dependencies {
  const options = clientOptions(environment.AWS_REGION);
  const group = new WatchedGroup(new AutoScalingClient(options), environment.AUTO_SCALING_GROUP_NAME);
  const topicArns = { base: environment.BASE_TOPIC_ARN, leaf: environment.LEAF_TOPIC_ARN };
  return {
    leaf: {
      id: environment.LEAF_ID,
      ports: environment.PORTS,
      stopTimeoutSeconds: Number(environment.STOP_TIMEOUT_SECONDS),
      ...(domain && { hostName: domain.HOST_NAME }),
    },
    group,
    instances: new Ec2Instances(new EC2Client(options)),
    container: new EcsContainer(new ECSClient(options), environment.CLUSTER_ARN),
    ...(domain && { record: new Route53Record(new Route53Client(options), domain.HOSTED_ZONE_ID, domain.HOST_NAME) }),
    ...(queryRuleName !== undefined && { queryRule: new QueryRule(new EventBridgeClient(options), queryRuleName) }),
    notifier: new SnsNotifier(new SNSClient(options), topicArns, group, systemClock),
    clock: systemClock,
  };
}
