import { type GroupState } from '../shared/group-state';
import { type Notice, NotifyError } from '../shared/notify';
import { type Notes } from '../shared/told-tags';
import { type Dependencies } from './dependencies';
import { noteTried, readTried, type TriedNotice } from './tried-note';

/** What a notice is about. */
export interface Occasion {
  /** Key of its note. One for each kind of notice that can be owed at a time, so that notes stay few. */
  readonly key: string;
  /** What tells it from others of its kind, without spaces: an instance, a time. */
  readonly id: string;
}

/** A notice that did not reach every topic at its first try. */
export interface Tried extends TriedNotice {
  /** Whether some topic still does not have it. */
  readonly isOwed: boolean;
}

/** In place of the topics' names: all of them. */
const ALL = 'all';

/**
 * Sends a notice to everybody, once. Where it does not reach every topic, it notes which ones have it, so that the next
 * try leaves them out.
 *
 * @throws NotifyError when a topic failed
 */
export async function notifyOnce(
  dependencies: Dependencies,
  state: GroupState,
  occasion: Occasion,
  notice: Notice,
): Promise<void> {
  const before = triedBefore(state, occasion.key);
  await notifyRest(dependencies, occasion, notice, before?.id === occasion.id ? before.told : []);
}

/**
 * Sends a notice to those who do not have it.
 *
 * @param told names of the topics that have it
 * @throws NotifyError when a topic failed, after noting which ones have it
 */
export async function notifyRest(
  { notifier, group }: Dependencies,
  { key, id }: Occasion,
  notice: Notice,
  told: readonly string[],
): Promise<void> {
  try {
    await notifier.notify(notice, told);
  } catch (error) {
    if (error instanceof NotifyError) await noteTried({ group }, { key, id, told: error.told });
    throw error;
  }
}

/** Notes that a notice that did not reach every topic at its first try has reached them all. */
export async function noteAllTold(dependencies: Dependencies, { key, id }: Occasion): Promise<void> {
  await noteTried(dependencies, { key, id, told: [ALL] });
}

/** The newest notice of this kind that did not reach every topic at its first try. */
export function triedBefore({ notes }: { readonly notes: Notes }, key: string): Tried | undefined {
  const tried = readTried(notes).find((notice) => notice.key === key);
  return tried && { ...tried, isOwed: !tried.told.includes(ALL) };
}
