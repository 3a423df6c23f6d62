import { type AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import { type Task } from '@aws-sdk/client-ecs';

import { isTerminating } from '../../lambdas/shared/group-state';

/** Where a leaf is between asleep and ready. */
export type Phase = 'not deployed' | 'deployed in part' | 'asleep' | 'waking' | 'ready' | 'stopping';

/** The Auto Scaling group of a leaf, undefined when there is none, and its tasks, running and stopped ones. */
export interface SwitchAndTasks {
  readonly group: AutoScalingGroup | undefined;
  readonly tasks: readonly Task[];
}

/** The desired capacity says where the leaf is going, its instances and tasks how far it is. */
export function phaseOf(leaf: SwitchAndTasks): Phase {
  const { group } = leaf;
  if (group === undefined) return 'not deployed';
  if ((group.DesiredCapacity ?? 0) > 0) return waitsFor(leaf) === undefined ? 'ready' : 'waking';
  return (group.Instances ?? []).length > 0 ? 'stopping' : 'asleep';
}

/** What a leaf with a desired capacity of 1 waits for; undefined when it is ready. */
export function waitsFor(leaf: SwitchAndTasks): string | undefined {
  const instances = leaf.group?.Instances ?? [];
  if (!instances.some(({ LifecycleState }) => LifecycleState === 'InService')) {
    const coming = instances.find(({ LifecycleState = '' }) => !isTerminating(LifecycleState));
    return coming === undefined ? 'its instance' : `its instance (${coming.LifecycleState ?? ''})`;
  }
  const task = currentTask(leaf);
  if (task?.lastStatus === 'RUNNING') return undefined;
  return task === undefined ? 'its container' : `its container (${task.lastStatus ?? ''})`;
}

/** The task that runs or is about to run; never one on an instance that drains. */
export function currentTask({ tasks }: Pick<SwitchAndTasks, 'tasks'>): Task | undefined {
  return tasks.find(({ desiredStatus }) => desiredStatus === 'RUNNING');
}
