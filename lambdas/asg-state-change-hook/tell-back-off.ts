import { FIRST_FRUITLESS } from '../shared/back-off';
import { fruitlessNoteText, readFruitlessNote } from '../shared/fruitless-note';
import { type GroupState } from '../shared/group-state';
import { FRUITLESS_NOTE } from '../shared/told-tags';
import { backOffNotice } from './back-off-notice';
import { type Dependencies } from './dependencies';
import { notifyOnce } from './notify-once';

/** Tells people once that DNS wakes the leaf less often now: not again until somebody played or woke it. */
export async function tellBackOff(dependencies: Dependencies, state: GroupState): Promise<void> {
  const { group, leaf } = dependencies;
  const fruitless = readFruitlessNote(state.notes.get(FRUITLESS_NOTE));
  if (fruitless === undefined || fruitless.count < FIRST_FRUITLESS || fruitless.told) return;
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
