import { addressNote } from '../shared/address-note';
import { answeredNote } from '../shared/answered-note';
import { type GroupState, livingInstance } from '../shared/group-state';
import { startingNote } from '../shared/starting-note';
import { ADDRESS_NOTES, ANSWERED_NOTES, FORMER_NOTES, IN_SERVICE_NOTES, READY_NOTES } from '../shared/told-tags';
import { type Dependencies } from './dependencies';
import { inServiceNote, NEVER_RAN, readyNote, STOPPED } from './known-instances';
import { forgetTried, readTried, type TriedNotice } from './tried-note';
import { notPlacedNote } from './not-placed-note';

const OF_INSTANCES = [ADDRESS_NOTES, ANSWERED_NOTES, IN_SERVICE_NOTES, READY_NOTES];

/**
 * Forgets what nobody needs any more of each instance that terminates or is gone: a group has 50 tags (notes-at-once.ts). What tells
 * people of its end stays. Also forgets what only earlier versions read.
 */
export async function forgetUnneeded({ group }: Pick<Dependencies, 'group'>, state: GroupState): Promise<void> {
  const living = livingInstance(state)?.id;
  const leaving = instancesIn(state).filter((id) => id !== living);
  const unneeded = leaving.flatMap((id) => unneededOf(state, id)).filter((key) => state.notes.has(key));
  const former = [...state.notes.keys()].filter((key) => FORMER_NOTES.some((prefix) => key.startsWith(prefix)));
  if (unneeded.length + former.length > 0) await group.forget([...unneeded, ...former]);
  const isOver = (notice: TriedNotice) => isTriedInVain(state, notice);
  if (readTried(state.notes).some(isOver)) await forgetTried({ group }, isOver);
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
  if (notes.has(readyNote(id))) return [startingNote(id), notPlacedNote(id)];
  return notes.has(startingNote(id)) ? [notPlacedNote(id)] : [];
}

/** Whether a notice is about the end of an instance of which people know it, or that it never ran, and it ran. */
function isTriedInVain(state: GroupState, { key }: TriedNotice): boolean {
  const kind = [NEVER_RAN, STOPPED].find((prefix) => key.startsWith(prefix));
  if (kind === undefined) return false;
  const id = key.slice(kind.length);
  if (id === livingInstance(state)?.id) return false;
  const isReady = state.notes.has(readyNote(id));
  if (!isReady && !state.notes.has(inServiceNote(id))) return true;
  return kind === NEVER_RAN && (isReady || state.notes.has(startingNote(id)));
}
