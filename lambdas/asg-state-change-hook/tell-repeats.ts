import { type GroupState } from '../shared/group-state';
import { NotifyError } from '../shared/notify';
import {
  isToldLately,
  type OwedSummary,
  readRepeatsNote,
  REPEATED_CAUSES,
  type RepeatedCause,
  type RepeatsNote,
  repeatsNote,
  repeatsNoteText,
} from '../shared/repeats-note';
import { type Dependencies } from './dependencies';
import { repeatsNotice } from './messages';

/**
 * Tells people once what came without an e-mail, for each cause whose hour is over. Where it did not come again, forgets
 * the cause. Where one fails, the others are still told; a topic that failed is told at the next run.
 *
 * @throws AggregateError of all that could not be told
 */
export async function tellRepeats(dependencies: Dependencies): Promise<void> {
  // looked at again: an earlier job of this run may have told of a cause
  const state = await dependencies.group.read();
  const errors: unknown[] = [];
  for (const cause of REPEATED_CAUSES) {
    await tellRepeatsOf(dependencies, state, cause).catch((error: unknown) => errors.push(error));
  }
  if (errors.length > 0) throw new AggregateError(errors, errors.map(String).join('; '));
}

async function tellRepeatsOf(dependencies: Dependencies, state: GroupState, cause: RepeatedCause): Promise<void> {
  const noted = readRepeatsNote(state.notes, cause);
  if (noted === undefined) return;
  const { owed, ...before } = noted;
  const now = dependencies.clock.now();
  const isOver = !isToldLately(before, now);
  if (isOver && before.count > 0) {
    const summary = { count: before.count, since: before.toldAt, told: [] };
    await tell(dependencies, cause, { toldAt: now, count: 0, id: before.id }, summary);
  } else if (owed !== undefined) {
    await tell(dependencies, cause, before, owed);
  } else if (isOver) {
    await dependencies.group.forget([repeatsNote(cause)]);
  }
}

/**
 * @param after what is noted once somebody has the e-mail
 * @throws NotifyError when a topic failed, after noting who has it
 */
async function tell(
  { notifier, group, leaf }: Dependencies,
  cause: RepeatedCause,
  after: RepeatsNote,
  summary: OwedSummary,
): Promise<void> {
  try {
    await notifier.notify(repeatsNotice(leaf, cause, summary), summary.told);
  } catch (error) {
    // nobody has it: it is told with what comes until then
    if (error instanceof NotifyError && error.told.length > 0) {
      const owed = { ...summary, told: error.told };
      await group.note(repeatsNote(cause), repeatsNoteText({ ...after, owed }));
    }
    throw error;
  }
  await group.note(repeatsNote(cause), repeatsNoteText(after));
}
