import { type Trigger } from './event';
import { UNPLACED_NOTE } from './known-instances';
import { couldNotStartNotice } from './messages';
import { tell } from './notify-once';
import { type GroupState, instanceInService, type World } from './dependencies';

/**
 * Tells people, once per instance, that ECS finds no room on it for the container. It stays up, for a person to look at
 * it: ECS tries again by itself, and if nothing changes the watchdog puts it to sleep, since nobody can be connected.
 */
export async function reportUnplacedTask(world: World, state: GroupState, trigger: Trigger): Promise<void> {
  if (trigger.kind !== 'task-not-placed') return;
  const instance = instanceInService(state);
  if (instance === undefined || state.notes.get(UNPLACED_NOTE) === instance.id) return;
  if (await world.container.runsOn(instance.id)) return;
  const occasion = { key: UNPLACED_NOTE, id: instance.id };
  await tell(world, state, occasion, couldNotStartNotice(world.leaf, trigger.reason));
  await world.group.note(UNPLACED_NOTE, instance.id);
}
