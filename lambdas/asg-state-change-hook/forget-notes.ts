import { addressNote } from '../shared/address-note';
import { answeredNote } from '../shared/answered-note';
import { type GroupState, livingInstance } from '../shared/group-state';
import { startingNote } from '../shared/starting-note';
import { ADDRESS_NOTES, ANSWERED_NOTES, IN_SERVICE_NOTES, READY_NOTES } from '../shared/told-tags';
import { type Dependencies } from './dependencies';
import { inServiceNote, neverRan, readyNote, unplacedNote } from './known-instances';
import { triedNote } from './notify-once';
import { notPlacedNote } from './unplaced-task';

const OF_INSTANCES = [ADDRESS_NOTES, ANSWERED_NOTES, IN_SERVICE_NOTES, READY_NOTES];

/**
 * Forgets what nobody needs any more of each instance that terminates or is gone: a group has 50 tags (notes-at-once.ts). What tells
 * people of its end stays.
 */
export async function forgetUnneeded({ group }: Pick<Dependencies, 'group'>, state: GroupState): Promise<void> {
  const living = livingInstance(state)?.id;
  const leaving = instancesIn(state).filter((id) => id !== living);
  const unneeded = leaving.flatMap((id) => unneededOf(state, id)).filter((key) => state.notes.has(key));
  if (unneeded.length > 0) await group.forget(unneeded);
}

/** Those that notes are about. */
function instancesIn({ notes }: GroupState): string[] {
  const ids = [...notes.keys()].flatMap((key) => {
    const kind = OF_INSTANCES.find((prefix) => key.startsWith(prefix));
    return kind === undefined ? [] : [key.slice(kind.length)];
  });
  return [...new Set(ids)];
}

function unneededOf(state: GroupState, id: string): string[] {
  const isThere = state.instances.some((instance) => instance.id === id);
  // where people are still to be told of its end, they are told how many played
  const isOwed = state.notes.has(readyNote(id)) || state.notes.has(inServiceNote(id));
  return [addressNote(id), ...(isThere || isOwed ? [] : [answeredNote(id)]), ...replacedOf(state, id)];
}

/** What a later note replaces: it "stopped" where it was ready or its container ran, else it never ran. */
function replacedOf({ notes }: GroupState, id: string): string[] {
  const ofPlacement = [notPlacedNote(id), unplacedNote(id), triedNote(neverRan(id).key)];
  if (notes.has(readyNote(id))) return [startingNote(id), ...ofPlacement];
  if (notes.has(startingNote(id))) return ofPlacement;
  return notes.has(unplacedNote(id)) ? [notPlacedNote(id)] : [];
}
