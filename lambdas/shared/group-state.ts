import { type AutoScalingGroup } from '@aws-sdk/client-auto-scaling';

import { type Notes, readNotes } from './told-tags';

/** What a leaf's Auto Scaling group wants, has and notes. */
export interface GroupState {
  /** 0 (asleep) or 1. */
  readonly desiredCapacity: number;
  /** Availability Zones that it may launch in. */
  readonly zones: readonly string[];
  /** Also those that terminate. */
  readonly instances: readonly GroupInstance[];
  readonly notes: Notes;
}

export interface GroupInstance {
  readonly id: string;
  /** E.g. `InService`, `Terminating:Wait`. */
  readonly lifecycleState: string;
}

/** @param desiredCapacity which AWS's type lets be absent */
export function groupState(group: AutoScalingGroup, desiredCapacity: number): GroupState {
  return {
    desiredCapacity,
    zones: group.AvailabilityZones ?? [],
    instances: (group.Instances ?? []).map(({ InstanceId: id = '', LifecycleState: lifecycleState = '' }) => ({
      id,
      lifecycleState,
    })),
    notes: readNotes(group.Tags),
  };
}

/** The instance that players reach. The group has at most one. */
export function instanceInService({ instances }: GroupState): GroupInstance | undefined {
  return instances.find(({ lifecycleState }) => lifecycleState === 'InService');
}

/** The instance that comes or is in service. Undefined when there is none, or it terminates already. */
export function livingInstance({ instances }: Pick<GroupState, 'instances'>): GroupInstance | undefined {
  return instances.find(({ lifecycleState }) => !isTerminating(lifecycleState));
}

/**
 * Whether an instance goes or is gone: `Terminating`, `Terminating:Wait`, `Terminating:Proceed`, `Terminated`.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-lifecycle.html
 */
export function isTerminating(lifecycleState: string): boolean {
  return lifecycleState.startsWith('Terminat');
}

/** Whether a group wants no instance and has none: nothing of it runs, and nothing of it ends. */
export function isAsleep({ desiredCapacity, instances }: Pick<GroupState, 'desiredCapacity' | 'instances'>): boolean {
  return desiredCapacity === 0 && instances.every(({ lifecycleState }) => lifecycleState === 'Terminated');
}
