import { FIRST_FRUITLESS } from '../shared/back-off';
import { type FruitlessNote, fruitlessNoteText, readFruitlessNote } from '../shared/fruitless-note';
import { type GroupState } from '../shared/group-state';
import { FRUITLESS_NOTE } from '../shared/told-tags';
import { wasWokenSince } from '../shared/woken-by';
import { backOffNotice } from './back-off-notice';
import { type Dependencies } from './dependencies';
import { notifyOnce } from './notify-once';

/** Tells people once that DNS wakes the leaf less often now: not again until somebody played or woke it. */
export async function tellBackOff(dependencies: Dependencies, state: GroupState): Promise<void> {
  const { group, leaf } = dependencies;
  if (untold(state) === undefined) return;
  // an earlier job of this run may have waited, and somebody may wake it at any time: that ends it
  const before = await group.read();
  const fruitless = untold(before);
  if (fruitless === undefined) return;
  const { since = fruitless.endedAt } = fruitless;
  const occasion = { key: FRUITLESS_NOTE, id: since.toISOString() };
  await notifyOnce(dependencies, before, occasion, backOffNotice(leaf, fruitless));
  const now = untold(await group.read());
  if (now === undefined) return;
  await group.note(FRUITLESS_NOTE, fruitlessNoteText({ ...now, told: true }));
  const after = await group.read();
  if (wasWokenSince(after.notes, now.endedAt)) await group.forget([FRUITLESS_NOTE]);
}

/** What people do not know yet, unless somebody who woke it is about to forget it. */
function untold({ notes }: GroupState): FruitlessNote | undefined {
  const fruitless = readFruitlessNote(notes.get(FRUITLESS_NOTE));
  if (fruitless === undefined || fruitless.count < FIRST_FRUITLESS || fruitless.told) return undefined;
  return wasWokenSince(notes, fruitless.endedAt) ? undefined : fruitless;
}
