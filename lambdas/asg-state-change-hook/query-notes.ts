import { addressNote, addressNoteText } from '../shared/address-note';
import { type GroupState, livingInstance } from '../shared/group-state';
import { type Dependencies } from './dependencies';

/**
 * Notes, once per instance, where player-query and the start page find it: so those functions need not ask EC2, whose client takes longer to
 * load than all the rest of them.
 */
export async function noteAddress({ group, instances }: Dependencies, state: GroupState): Promise<void> {
  const instance = livingInstance(state);
  if (instance === undefined || state.notes.has(addressNote(instance.id))) return;
  const found = await instances.read(instance.id);
  if (found?.publicAddress === undefined) return;
  const { launchedAt, publicAddress: address } = found;
  await group.note(addressNote(instance.id), addressNoteText({ launchedAt, address }));
}
