import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ECSClient } from '@aws-sdk/client-ecs';
import { Route53Client } from '@aws-sdk/client-route-53';
import { SNSClient } from '@aws-sdk/client-sns';

import { clientOptions } from '../shared/clients';
import { type HookDomainEnvironment, type HookEnvironment } from './contract';
import { type World } from './dependencies';
import { WatchedGroup } from './aws/watched-group';
import { Ec2Machines } from '../shared/ec2-instances';
import { EcsContainer } from './aws/ecs-container';
import { Route53Record } from '../shared/route53-record';
import { systemClock } from '../shared/clock';
import { Topics } from './aws/sns-notifier';

/** The real world, with clients that are made once. */
export function awsWorld(
  environment: HookEnvironment & { readonly AWS_REGION: string },
  domain: HookDomainEnvironment | undefined,
): World {
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
    machines: new Ec2Machines(new EC2Client(options)),
    container: new EcsContainer(new ECSClient(options), environment.CLUSTER_ARN),
    ...(domain && { record: new Route53Record(new Route53Client(options), domain.HOSTED_ZONE_ID, domain.HOST_NAME) }),
    people: new Topics(new SNSClient(options), topicArns, group, systemClock),
    clock: systemClock,
  };
}
