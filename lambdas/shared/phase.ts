import { type AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import { type Task } from '@aws-sdk/client-ecs';

import { answeredNote, readAnsweredNote } from './answered-note';
import { isTerminating } from './group-state';
import { READY_WHEN_TAG, readReadyWhen, type ReadyWhen } from './ready-when';
import { wasToldSilent } from './starting-note';
import { readNotes } from './told-tags';

/** Where a leaf is between asleep and ready. */
export type Phase = 'not deployed' | 'deployed in part' | 'asleep' | 'waking' | 'loading' | 'ready' | 'stopping';

/** The Auto Scaling group of a leaf, undefined when there is none, and its tasks, running and stopped ones. */
export interface SwitchAndTasks {
  readonly group: AutoScalingGroup | undefined;
  readonly tasks: readonly Task[];
}

/** What a leaf that is awake lacks until people can connect. */
export interface Missing {
  readonly what: 'instance' | 'container' | 'game';
  /** As people read it, e.g. `its container (PENDING)`. */
  readonly text: string;
}

/** The desired capacity says where the leaf is going, its instances and tasks how far it is. */
export function phaseOf(leaf: SwitchAndTasks): Phase {
  const { group } = leaf;
  if (group === undefined) return 'not deployed';
  if ((group.DesiredCapacity ?? 0) > 0) {
    if (missingHost(leaf) !== undefined) return 'waking';
    return missingGame(leaf) === undefined ? 'ready' : 'loading';
  }
  return (group.Instances ?? []).length > 0 ? 'stopping' : 'asleep';
}

/** What a leaf with a desired capacity of 1 waits for; undefined when it is ready. */
export function missingOf(leaf: SwitchAndTasks): Missing | undefined {
  return missingHost(leaf) ?? missingGame(leaf);
}

/** The same as people read it. */
export function waitsFor(leaf: SwitchAndTasks): string | undefined {
  return missingOf(leaf)?.text;
}

/** What tells that people can connect to a deployed leaf. */
export function readyWhenOf({ Tags: tags = [] }: AutoScalingGroup): ReadyWhen {
  return readReadyWhen(tags.find(({ Key }) => Key === READY_WHEN_TAG)?.Value);
}

function missingHost(leaf: SwitchAndTasks): Missing | undefined {
  const instances = leaf.group?.Instances ?? [];
  if (!instances.some(({ LifecycleState }) => LifecycleState === 'InService')) {
    const coming = instances.find(({ LifecycleState = '' }) => !isTerminating(LifecycleState));
    const text = coming === undefined ? 'its instance' : `its instance (${coming.LifecycleState ?? ''})`;
    return { what: 'instance', text };
  }
  const task = currentTask(leaf);
  if (task?.lastStatus === 'RUNNING') return undefined;
  return { what: 'container', text: task === undefined ? 'its container' : `its container (${task.lastStatus ?? ''})` };
}

/** What a running container lacks. */
function missingGame(leaf: SwitchAndTasks): Missing | undefined {
  const text = missingGameText(leaf);
  return text === undefined ? undefined : { what: 'game', text };
}

function missingGameText(leaf: SwitchAndTasks): string | undefined {
  const { group } = leaf;
  if (group === undefined) return undefined;
  const { startedBy = '', healthStatus = 'UNKNOWN' } = currentTask(leaf) ?? {};
  switch (readyWhenOf(group)) {
    case 'runs':
      return undefined;
    case 'healthy':
      return healthStatus === 'HEALTHY' ? undefined : `its HealthCheck (${healthStatus})`;
    case 'answers': {
      const instance = group.Instances?.find(({ LifecycleState }) => LifecycleState === 'InService');
      const [id = '', notes] = [instance?.InstanceId, readNotes(group.Tags)];
      const answered = readAnsweredNote(notes.get(answeredNote(id)));
      // the container that a deployment started loads again
      const isOfTask = !startedBy.startsWith('ecs-svc/') || startedBy === answered?.deploymentId;
      if (answered !== undefined && isOfTask) return undefined;
      return wasToldSilent(notes, id) ? 'its game (does not answer)' : 'its game (loading)';
    }
  }
}

/** The task that runs or is about to run; never one on an instance that drains. */
export function currentTask({ tasks }: Pick<SwitchAndTasks, 'tasks'>): Task | undefined {
  return tasks.find(({ desiredStatus }) => desiredStatus === 'RUNNING');
}
