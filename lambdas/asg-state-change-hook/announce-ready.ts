import { type Trigger } from './event';
import { readyNotice } from './messages';
import { readyNote, tellingReady, toldReady, wasToldReady } from './known-instances';
import { reachableInstance } from './public-address';
import { tell } from './notify-once';
import { type GroupState, instanceInService, type World } from './dependencies';

/** ECS may show a task's new state a moment after the event that tells of it. */
const LOOKS_AFTER_EVENT = 5;
const PAUSE_MS = 2_000;

/** Tells people, once per instance, that they can connect: the container runs and has an address. */
export async function announceReady(world: World, state: GroupState, trigger: Trigger): Promise<void> {
  const instance = instanceInService(state);
  if (instance === undefined || wasToldReady(state, instance.id)) return;
  if (!(await containerRuns(world, instance.id, trigger.kind === 'task-runs' ? LOOKS_AFTER_EVENT : 1))) return;
  const reachable = await reachableInstance(world);
  // replaced in the meantime: its successor is announced by the run that its events start
  if (reachable?.instance.id !== instance.id) return;
  const { leaf, group, clock } = world;
  await group.note(readyNote(instance.id), tellingReady(reachable.launchedAt));
  await tell(world, state, { key: 'ready', id: instance.id }, readyNotice(leaf, reachable, clock.now()));
  await group.note(readyNote(instance.id), toldReady(reachable.launchedAt));
}

async function containerRuns({ container, clock }: World, instanceId: string, looks: number): Promise<boolean> {
  for (let look = 1; look <= looks; look += 1) {
    if (await container.runsOn(instanceId)) return true;
    if (look < looks) await clock.wait(PAUSE_MS);
  }
  return false;
}
