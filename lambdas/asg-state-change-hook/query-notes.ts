import { addressNote, addressNoteText } from '../shared/address-note';
import { type GroupState, livingInstance } from '../shared/group-state';
import { ADDRESS_NOTES, ANSWERED_NOTES } from '../shared/told-tags';
import { type Dependencies } from './dependencies';

/**
 * Notes, once per instance, where player-query finds it: so that function need not ask EC2, whose client takes longer to load
 * than all the rest of it. Forgets what is noted for it of instances that are gone: a group has 50 tags.
 */
export async function keepQueryNotes(dependencies: Dependencies, state: GroupState): Promise<void> {
  const { group } = dependencies;
  const stale = [...state.notes.keys()].filter((key) => isOfQuery(key) && !isThere(state, key));
  if (stale.length > 0) await group.forget(stale);
  await noteAddress(dependencies, state);
}

async function noteAddress({ group, instances }: Dependencies, state: GroupState): Promise<void> {
  const instance = livingInstance(state);
  if (instance === undefined || state.notes.has(addressNote(instance.id))) return;
  const found = await instances.read(instance.id);
  if (found?.publicAddress === undefined) return;
  const { launchedAt, publicAddress: address } = found;
  await group.note(addressNote(instance.id), addressNoteText({ launchedAt, address }));
}

function isOfQuery(key: string): boolean {
  return key.startsWith(ADDRESS_NOTES) || key.startsWith(ANSWERED_NOTES);
}

function isThere({ instances }: GroupState, key: string): boolean {
  return instances.some(({ id }) => key.endsWith(`/${id}`));
}
