import { type AutoScalingGroup, type Instance } from '@aws-sdk/client-auto-scaling';

import { type Notes, readNotes } from './told-tags';
import { readWakeRules, type WakeRules } from './wake-rules';

/** What a leaf's Auto Scaling group wants, has and notes. */
export interface GroupState {
  /** 0 (asleep) or 1. */
  readonly desiredCapacity: number;
  /** Availability Zones that it may launch in. */
  readonly zones: readonly string[];
  /** Also those that terminate; not those that wait in a warm pool. */
  readonly instances: readonly GroupInstance[];
  readonly notes: Notes;
  readonly createdAt: Date;
  /** Whether no alarm may put it to sleep: `./cm hold`. */
  readonly isHeld: boolean;
  /** Who may wake it, as it was deployed. */
  readonly rules: WakeRules;
}

/**
 * While this process is suspended, scaling policies do nothing, no matter which alarm runs them. The alarms' other actions
 * still run: so Instance Left Up warns, but does not stop the leaf.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/suspend-resume-considerations.html
 */
export const SCALING_BY_ALARMS = 'AlarmNotification';

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
    instances: instancesOf(group).map(({ InstanceId: id = '', LifecycleState: lifecycleState = '' }) => ({
      id,
      lifecycleState,
    })),
    notes: readNotes(group.Tags),
    // AWS always gives it; its type lets it be absent
    createdAt: group.CreatedTime ?? new Date(0),
    isHeld: (group.SuspendedProcesses ?? []).some(({ ProcessName }) => ProcessName === SCALING_BY_ALARMS),
    rules: readWakeRules(group.Tags),
  };
}

/**
 * A group's instances without those that wait in a warm pool, whose states begin with `Warmed:`: these serve nobody, are not in
 * the desired capacity, and are no sign that the leaf is awake. One that leaves the pool is `Pending`, like a new one.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/warm-pool-instance-lifecycle.html
 */
export function instancesOf({ Instances: instances = [] }: Pick<AutoScalingGroup, 'Instances'>): Instance[] {
  return instances.filter(({ LifecycleState: state }) => state?.startsWith('Warmed:') !== true);
}

/** Types that a group takes, in this order, by its mixed instances policy; none where its launch template alone says which. */
export function typesOfPolicy({
  MixedInstancesPolicy: policy,
}: Pick<AutoScalingGroup, 'MixedInstancesPolicy'>): string[] {
  return (policy?.LaunchTemplate?.Overrides ?? []).flatMap(({ InstanceType }) => InstanceType ?? []);
}

/** The instance that players reach. The group has at most one. */
export function instanceInService({ instances }: GroupState): GroupInstance | undefined {
  return instances.find(({ lifecycleState }) => lifecycleState === 'InService');
}

/** The instance that is launched and not in service yet: `Pending`, `Pending:Wait` or `Pending:Proceed`. */
export function comingInstance({ instances }: Pick<GroupState, 'instances'>): GroupInstance | undefined {
  return instances.find(({ lifecycleState }) => /^Pending(?::|$)/.test(lifecycleState));
}

/** Whether an instance is one of the group's, in whatever state. */
export function hasInstance({ instances }: Pick<GroupState, 'instances'>, instanceId: string): boolean {
  return instances.some(({ id }) => id === instanceId);
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
