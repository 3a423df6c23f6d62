import { type GroupState, instanceInService } from '../shared/group-state';
import { type Dependencies } from './dependencies';
import { type Trigger } from './event';
import { readyNote, tellingReady, toldReady, wasToldReady } from './known-instances';
import { readyNotice } from './messages';
import { notifyOnce } from './notify-once';
import { reachableInstance } from './public-address';

/** ECS may show a task's new state a moment after the event that tells of it. */
const LOOKS_AFTER_EVENT = 5;
const PAUSE_MS = 2_000;

/** Tells people, once per instance, that they can connect: the container runs and has an address. */
export async function announceReady(dependencies: Dependencies, state: GroupState, trigger: Trigger): Promise<void> {
  const instance = instanceInService(state);
  if (instance === undefined || wasToldReady(state, instance.id)) return;
  if (!(await containerRuns(dependencies, instance.id, trigger.kind === 'task-runs' ? LOOKS_AFTER_EVENT : 1))) return;
  const reachable = await reachableInstance(dependencies);
  // replaced in the meantime: its successor is announced by the run that its events start
  if (reachable?.instance.id !== instance.id) return;
  const { leaf, group, clock } = dependencies;
  await group.note(readyNote(instance.id), tellingReady(reachable.launchedAt));
  const notice = readyNotice(leaf, reachable, clock.now());
  await notifyOnce(dependencies, state, { key: 'ready', id: instance.id }, notice);
  await group.note(readyNote(instance.id), toldReady(reachable.launchedAt));
}

async function containerRuns({ container, clock }: Dependencies, instanceId: string, looks: number): Promise<boolean> {
  for (let look = 1; look <= looks; look += 1) {
    if (await container.runsOn(instanceId)) return true;
    if (look < looks) await clock.wait(PAUSE_MS);
  }
  return false;
}
