import { fruitlessNoteText, readFruitlessNote } from '../shared/fruitless-note';
import { type GroupState } from '../shared/group-state';
import { FRUITLESS_NOTE } from '../shared/told-tags';
import { backOffNotice } from './back-off-notice';
import { type Dependencies } from './dependencies';
import { notifyOnce } from './notify-once';

/** So many times in a row for nobody, and DNS wakes a leaf less often (shared/back-off.ts). */
export const FRUITLESS_TIMES = 3;

/** Tells people once that DNS wakes the leaf less often now: not again until somebody played or woke it. */
export async function tellBackOff(dependencies: Dependencies, state: GroupState): Promise<void> {
  const { group, leaf } = dependencies;
  const fruitless = readFruitlessNote(state.notes.get(FRUITLESS_NOTE));
  if (fruitless === undefined || fruitless.count < FRUITLESS_TIMES || fruitless.told) return;
  const { since = fruitless.endedAt } = fruitless;
  await notifyOnce(
    dependencies,
    state,
    { key: FRUITLESS_NOTE, id: since.toISOString() },
    backOffNotice(leaf, fruitless),
  );
  // it may have gone on, or have ended, while people were told
  const now = readFruitlessNote((await group.read()).notes.get(FRUITLESS_NOTE));
  if (now !== undefined) await group.note(FRUITLESS_NOTE, fruitlessNoteText({ ...now, told: true }));
}
