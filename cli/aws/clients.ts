import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ECSClient } from '@aws-sdk/client-ecs';
import { EFSClient } from '@aws-sdk/client-efs';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { Route53Client } from '@aws-sdk/client-route-53';

/** What the commands that look at leaves speak to. */
export interface AwsClients {
  readonly autoScaling: AutoScalingClient;
  readonly cloudWatch: CloudWatchClient;
  readonly ec2: EC2Client;
  readonly ecs: ECSClient;
  readonly efs: EFSClient;
  readonly eventBridge: EventBridgeClient;
  readonly route53: Route53Client;
}

/** @param region `Region` of base.yaml */
export function awsClients(region: string): AwsClients {
  const options = { region };
  return {
    autoScaling: new AutoScalingClient(options),
    cloudWatch: new CloudWatchClient(options),
    ec2: new EC2Client(options),
    ecs: new ECSClient(options),
    efs: new EFSClient(options),
    eventBridge: new EventBridgeClient(options),
    route53: new Route53Client(options),
  };
}
