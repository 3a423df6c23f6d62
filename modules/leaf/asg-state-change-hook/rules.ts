import { Construct } from 'constructs';

import { GROUP_EVENTS, PLACEMENT_FAILURE } from '../../../lambdas/asg-state-change-hook/contract';
import { EventRule, type EventRuleProps } from '../../aws/event-rule';
import { type AsgStateChangeHookProps } from '../asg-state-change-hook';

export type RulesProps = Pick<AsgStateChangeHookProps, 'names' | 'leafId' | 'autoScalingGroupName' | 'clusterArn'> &
  Pick<EventRuleProps, 'function'>;

/** When the function runs. */
export class Rules extends Construct {
  constructor(scope: Construct, id: string, props: RulesProps) {
    super(scope, id);
    const { leafId, autoScalingGroupName, clusterArn, ...common } = props;
    new EventRule(this, 'GroupChange', {
      ...common,
      role: 'group-change',
      description: `The instance of ${leafId} comes, goes, or cannot be launched`,
      eventPattern: {
        source: ['aws.autoscaling'],
        'detail-type': GROUP_EVENTS,
        detail: { AutoScalingGroupName: [autoScalingGroupName] },
      },
    });
    new EventRule(this, 'TaskRuns', {
      ...common,
      role: 'task-runs',
      description: `The container of ${leafId} runs`,
      eventPattern: {
        source: ['aws.ecs'],
        'detail-type': ['ECS Task State Change'],
        detail: { clusterArn: [clusterArn], lastStatus: ['RUNNING'] },
      },
    });
    new EventRule(this, 'TaskNotPlaced', {
      ...common,
      role: 'task-not-placed',
      description: `The container of ${leafId} finds no room on its instance`,
      eventPattern: {
        source: ['aws.ecs'],
        'detail-type': ['ECS Service Action'],
        detail: { clusterArn: [clusterArn], eventName: [PLACEMENT_FAILURE] },
      },
    });
    new EventRule(this, 'Schedule', {
      ...common,
      role: 'reconcile',
      description: `Heals what lost events left wrong of ${leafId}`,
      scheduleExpression: 'rate(5 minutes)',
    });
  }
}
