import { type GroupState } from '../shared/group-state';
import { NotifyError } from '../shared/notify';
import { isToldLately, readRepeatsNote, REPEATED_CAUSES, type RepeatedCause } from '../shared/repeats-note';
import { type Dependencies } from './dependencies';
import { repeatsNotice } from './messages';
import { noteRepeats } from './note-repeats';
import { notifyRest, type Occasion, triedBefore } from './notify-once';
import { forgetTried } from './tried-note';

/**
 * Tells people once what came without an e-mail, for each cause whose hour is over. Where it did not come again, forgets
 * the cause. Where one fails, the others are still told.
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
  const { clock } = dependencies;
  await tellOwed(dependencies, state, cause);
  const before = readRepeatsNote(state.notes, cause);
  const now = clock.now();
  if (before === undefined || isToldLately(before, now)) return;
  if (before.count === 0) {
    await noteRepeats(dependencies, cause, undefined);
    return;
  }
  const noteTold = () => noteRepeats(dependencies, cause, { toldAt: now, count: 0, id: before.id });
  try {
    await tell(dependencies, cause, summaryId(before), []);
  } catch (error) {
    if (error instanceof NotifyError && error.told.length > 0) await noteTold();
    throw error;
  }
  await noteTold();
}

/** Tells the topics that an earlier run could not. */
async function tellOwed(dependencies: Dependencies, state: GroupState, cause: RepeatedCause): Promise<void> {
  const { key } = occasionOf(cause, '');
  const tried = triedBefore(state, key);
  if (tried === undefined) return;
  // to nobody yet: it is told with what came since
  if (tried.told.length > 0) await tell(dependencies, cause, tried.id, tried.told);
  await forgetTried(dependencies, (notice) => notice.key === key);
}

async function tell(
  dependencies: Dependencies,
  cause: RepeatedCause,
  id: string,
  told: readonly string[],
): Promise<void> {
  await notifyRest(
    dependencies,
    occasionOf(cause, id),
    repeatsNotice(dependencies.leaf, cause, readSummaryId(id)),
    told,
  );
}

function occasionOf(cause: RepeatedCause, id: string): Occasion {
  return { key: `more/${cause}`, id };
}

/** Says all that its e-mail says, so that another run can send it to those who do not have it. */
function summaryId({ count, toldAt }: { readonly count: number; readonly toldAt: Date }): string {
  return `${count}@${toldAt.toISOString()}`;
}

function readSummaryId(id: string): { readonly count: number; readonly since: Date } {
  const [count, since = ''] = id.split('@');
  return { count: Number(count), since: new Date(since) };
}
