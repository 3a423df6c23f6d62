import { type GroupState, instanceInService } from '../shared/group-state';
import { UNPLACED_NOTE } from '../shared/told-tags';
import { type Dependencies } from './dependencies';
import { type Trigger } from './event';
import { couldNotStartNotice } from './messages';
import { notifyOnce } from './notify-once';

/**
 * Tells people, once per instance, that ECS cannot place the container on it. The instance stays up, for a person to
 * look at it: ECS tries again by itself, and if nothing changes the watchdog puts it to sleep, since no player can
 * be connected.
 */
export async function reportUnplacedTask(
  dependencies: Dependencies,
  state: GroupState,
  trigger: Trigger,
): Promise<void> {
  const { leaf, group, container } = dependencies;
  if (trigger.kind !== 'task-not-placed') return;
  const instance = instanceInService(state);
  if (instance === undefined || state.notes.get(UNPLACED_NOTE) === instance.id) return;
  if (await container.runsOn(instance.id)) return;
  const occasion = { key: UNPLACED_NOTE, id: instance.id };
  await notifyOnce(dependencies, state, occasion, couldNotStartNotice(leaf, trigger.reason));
  await group.note(UNPLACED_NOTE, instance.id);
}
