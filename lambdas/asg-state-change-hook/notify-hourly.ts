import { log } from '../shared/log';
import { type Notice, NotifyError } from '../shared/notify';
import { counted, isToldLately, readRepeatsNote, type RepeatedCause, withRepeats } from '../shared/repeats-note';
import { type Dependencies } from './dependencies';
import { noteRepeats } from './note-repeats';
import { noteAllTold, notifyRest, type Occasion, triedBefore } from './notify-once';

/** What a notice is about, and what kind of thing it is. */
export interface RepeatedOccasion extends Occasion {
  readonly cause: RepeatedCause;
}

/**
 * Sends a notice to everybody, once, and of one cause at most one an hour: within an hour of the last one it is counted
 * instead, and counts as told. A later e-mail says how often it came (tell-repeats.ts). A topic that failed gets the rest in any case.
 *
 * @throws NotifyError when a topic failed
 */
export async function notifyHourly(
  dependencies: Dependencies,
  { cause, ...occasion }: RepeatedOccasion,
  notice: Notice,
): Promise<void> {
  const { group, clock } = dependencies;
  // looked at again: an earlier job of this run may have told of the same cause
  const { notes } = await group.read();
  const tried = triedBefore({ notes }, occasion.key);
  const begun = tried?.id === occasion.id ? tried : undefined;
  if (begun?.isOwed === false) return;
  const before = readRepeatsNote(notes, cause);
  const now = clock.now();
  let told = begun?.told ?? [];
  if (begun === undefined && before !== undefined && isToldLately(before, now)) {
    const next = counted(before, occasion.id);
    if (next !== before) await noteRepeats(dependencies, cause, next);
    if (tried?.isOwed !== true || tried.told.length === 0) return;
    // who did not get the last one gets this one
    told = tried.told;
  }
  const noteTold = async () => {
    if (told.length > 0) return;
    try {
      await noteRepeats(dependencies, cause, { toldAt: now, count: 0, id: occasion.id });
    } catch (error) {
      // the caller must not believe that the notice was not sent
      log.warn('cannot note that a cause was told', { cause, error });
    }
  };
  try {
    await notifyRest(dependencies, occasion, told.length > 0 ? notice : withRepeats(notice, before), told);
  } catch (error) {
    if (error instanceof NotifyError && error.told.length > 0) await noteTold();
    throw error;
  }
  await noteTold();
  if (tried?.isOwed === true) await noteAllTold(dependencies, occasion);
}
