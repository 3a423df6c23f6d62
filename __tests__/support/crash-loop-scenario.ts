import {
  AutoScalingClient,
  CreateOrUpdateTagsCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { DescribeContainerInstancesCommand, ECSClient } from '@aws-sdk/client-ecs';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';

import { breakCrashLoop } from '../../lambdas/break-crash-loop/break-crash-loop';
import { ScalingGroup } from '../../simulation/scaling-group';
import { CLUSTER_ARN, taskStopEvent } from './task-stop-event';
import { AUTO_SCALING_GROUP_NAME, BASE_TOPIC_ARN, LEAF_TOPIC_ARN } from './watchdog';

const REGION = 'eu-central-1';

/**
 * Runs the Lambda function on as many crashes of one minute against a group that is awake, and counts what it does.
 */
export async function runCrashLoop(crashes: number): Promise<{ switches: number; toBase: number; toLeaf: number }> {
  const group = new ScalingGroup({ bootMinutes: 0, drainMinutes: 0, warmupMinutes: 5 });
  group.setDesiredCapacity(1, 0);
  const autoScaling = mockClient(AutoScalingClient);
  autoScaling.on(DescribeAutoScalingGroupsCommand).callsFake(() => ({
    AutoScalingGroups: [
      { DesiredCapacity: group.desiredCapacity, Instances: [{ InstanceId: 'i-1', LifecycleState: 'InService' }] },
    ],
  }));
  autoScaling.on(CreateOrUpdateTagsCommand).resolves({});
  autoScaling.on(DescribeScalingActivitiesCommand).resolves({ Activities: [] });
  autoScaling.on(SetDesiredCapacityCommand).callsFake((input: { DesiredCapacity: number }) => {
    group.setDesiredCapacity(input.DesiredCapacity, 0);
  });
  const ecs = mockClient(ECSClient);
  ecs.on(DescribeContainerInstancesCommand).resolves({ containerInstances: [{ ec2InstanceId: 'i-1' }] });
  const sns = mockClient(SNSClient);
  try {
    const event = taskStopEvent();
    const context = {
      autoScaling: new AutoScalingClient({ region: REGION }),
      ecs: new ECSClient({ region: REGION }),
      sns: new SNSClient({ region: REGION }),
      environment: {
        AWS_REGION: REGION,
        LEAF_ID: 'leaf',
        AUTO_SCALING_GROUP_NAME,
        CLUSTER_ARN,
        BASE_TOPIC_ARN,
        LEAF_TOPIC_ARN,
        CONTAINER_LOG_GROUP_NAME: '/project/leaf/container',
      },
      now: new Date('2026-11-22T20:31:45Z'),
    };
    for (let crash = 0; crash < crashes; crash++) await breakCrashLoop(event, context);
    const told = sns.commandCalls(PublishCommand).map((call) => call.args[0].input.TopicArn);
    return {
      switches: autoScaling.commandCalls(SetDesiredCapacityCommand).length,
      toBase: told.filter((topic) => topic === BASE_TOPIC_ARN).length,
      toLeaf: told.filter((topic) => topic === LEAF_TOPIC_ARN).length,
    };
  } finally {
    autoScaling.restore();
    ecs.restore();
    sns.restore();
  }
}
