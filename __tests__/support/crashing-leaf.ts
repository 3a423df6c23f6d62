import {
  AutoScalingClient,
  CreateOrUpdateTagsCommand,
  DescribeAutoScalingGroupsCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { DescribeContainerInstancesCommand, ECSClient } from '@aws-sdk/client-ecs';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';

import { breakCrashLoop } from '../../lambdas/break-crash-loop/break-crash-loop';
import { TOLD_TAG_PREFIX } from '../../lambdas/shared/told-tags';
import { CLUSTER_ARN, taskStopEvent } from './task-stop-event';
import { BASE_TOPIC_ARN, LEAF_TOPIC_ARN } from './watchdog';

const REGION = { region: 'eu-central-1' };

/** break-crash-loop on a group that is always woken again, with the notes of a model of the state change hook. */
export class CrashingLeaf {
  private readonly autoScaling = mockClient(AutoScalingClient);
  private readonly ecs = mockClient(ECSClient);
  private readonly sns = mockClient(SNSClient);
  private readonly clients = {
    autoScaling: new AutoScalingClient(REGION),
    ecs: new ECSClient(REGION),
    sns: new SNSClient(REGION),
  };
  private crashes = 0;

  constructor(notes: Map<string, string>) {
    this.autoScaling.on(DescribeAutoScalingGroupsCommand).callsFake(() => ({
      AutoScalingGroups: [
        {
          DesiredCapacity: 1,
          Instances: [{ InstanceId: 'i-1', LifecycleState: 'InService' }],
          Tags: [...notes].map(([key, Value]) => ({ Key: `${TOLD_TAG_PREFIX}${key}`, Value })),
        },
      ],
    }));
    this.autoScaling.on(SetDesiredCapacityCommand).resolves({});
    this.autoScaling.on(CreateOrUpdateTagsCommand).callsFake((input: { Tags: { Key: string; Value: string }[] }) => {
      for (const { Key, Value } of input.Tags) notes.set(Key.replace(TOLD_TAG_PREFIX, ''), Value);
    });
    this.ecs.on(DescribeContainerInstancesCommand).resolves({ containerInstances: [{ ec2InstanceId: 'i-1' }] });
    this.sns.on(PublishCommand).resolves({});
  }

  /** The container ends by itself. Returns how many e-mails the administrators get of it. */
  async crash(now: Date): Promise<number> {
    this.crashes += 1;
    const before = this.toBase();
    const time = now.toISOString();
    const taskArn = `arn:aws:ecs:eu-central-1:123456789012:task/cm-minecraft-cluster/task${this.crashes}`;
    await breakCrashLoop(taskStopEvent({ taskArn, createdAt: time, stoppedAt: time }, { time }), {
      ...this.clients,
      environment: {
        AWS_REGION: 'eu-central-1',
        LEAF_ID: 'minecraft',
        AUTO_SCALING_GROUP_NAME: 'cm-minecraft-asg',
        CLUSTER_ARN,
        BASE_TOPIC_ARN,
        LEAF_TOPIC_ARN,
        CONTAINER_LOG_GROUP_NAME: '/cm/minecraft/container',
      },
      now,
    });
    return this.toBase() - before;
  }

  private toBase(): number {
    return this.sns.commandCalls(PublishCommand).filter(({ args }) => args[0].input.TopicArn === BASE_TOPIC_ARN).length;
  }

  restore(): void {
    for (const mock of [this.autoScaling, this.ecs, this.sns]) mock.restore();
  }
}
