import { Construct } from 'constructs';

import { GROUP_EVENTS, INSTANCE_EVENTS, PLACEMENT_FAILURE } from '../../../lambdas/asg-state-change-hook/contract';
import { EventRule } from '../../aws/event-rule';
import { type LambdaFunction } from '../../aws/lambda-function';
import { type Names } from '../../aws/naming';

export interface RulesProps {
  readonly names: Names;
  readonly leafId: string;
  readonly autoScalingGroupName: string;
  readonly clusterArn: string;
  /** Whether there is a record that an instance's address is written to before it is in service. */
  readonly hasRecord: boolean;
  /** What the rules run. */
  readonly function: LambdaFunction;
}

/** When the function runs. */
export class Rules extends Construct {
  constructor(scope: Construct, id: string, props: RulesProps) {
    super(scope, id);
    const { leafId, autoScalingGroupName, clusterArn, hasRecord, ...common } = props;
    new EventRule(this, 'GroupChange', {
      ...common,
      role: 'group-change',
      description: `An instance of ${leafId} is launched, terminates or cannot be launched`,
      eventPattern: {
        source: ['aws.autoscaling'],
        'detail-type': GROUP_EVENTS,
        detail: { AutoScalingGroupName: [autoScalingGroupName] },
      },
    });
    if (hasRecord) {
      // no event of Auto Scaling tells of an instance before it is in service, and EC2's name no group: the function looks
      new EventRule(this, 'InstanceComes', {
        ...common,
        role: 'instance-comes',
        description: `An instance is launched in this Region, perhaps one of ${leafId}`,
        eventPattern: {
          source: [INSTANCE_EVENTS.source],
          'detail-type': [INSTANCE_EVENTS.detailType],
          detail: { state: INSTANCE_EVENTS.states },
        },
      });
    }
    new EventRule(this, 'TaskRuns', {
      ...common,
      role: 'task-runs',
      description: `The container of ${leafId} is running`,
      eventPattern: {
        source: ['aws.ecs'],
        'detail-type': ['ECS Task State Change'],
        detail: { clusterArn: [clusterArn], lastStatus: ['RUNNING'] },
      },
    });
    new EventRule(this, 'TaskNotPlaced', {
      ...common,
      role: 'task-not-placed',
      description: `ECS cannot place the container of ${leafId} on its instance`,
      eventPattern: {
        source: ['aws.ecs'],
        'detail-type': ['ECS Service Action'],
        detail: { clusterArn: [clusterArn], eventName: [PLACEMENT_FAILURE] },
      },
    });
    new EventRule(this, 'Schedule', {
      ...common,
      role: 'reconcile',
      description: `Corrects ${leafId} where an event was lost`,
      scheduleExpression: 'rate(5 minutes)',
    });
  }
}
