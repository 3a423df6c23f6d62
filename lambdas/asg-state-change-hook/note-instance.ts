import { awaitedNote, readyNote } from './known-instances';
import { type GroupState, instanceInService, type World } from './dependencies';

/** Notes each instance once it is in service, so that people hear of it in the end, also when its container never runs. */
export async function noteAwaited({ group, machines }: World, state: GroupState): Promise<void> {
  const instance = instanceInService(state);
  if (instance === undefined) return;
  if (state.notes.has(awaitedNote(instance.id)) || state.notes.has(readyNote(instance.id))) return;
  const machine = await machines.read(instance.id);
  if (machine !== undefined) await group.note(awaitedNote(instance.id), machine.launchedAt.toISOString());
}
