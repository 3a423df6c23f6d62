import { type GroupState, instanceInService } from '../shared/group-state';
import { type Dependencies } from './dependencies';
import { inServiceNote, readyNote } from './known-instances';

/**
 * Notes each instance once it is in service, so that people are told in the end, also when its container never runs.
 */
export async function noteInstance({ group, instances }: Dependencies, state: GroupState): Promise<void> {
  const inService = instanceInService(state);
  if (inService === undefined) return;
  if (state.notes.has(inServiceNote(inService.id)) || state.notes.has(readyNote(inService.id))) return;
  const instance = await instances.read(inService.id);
  if (instance !== undefined) await group.note(inServiceNote(inService.id), instance.launchedAt.toISOString());
}
