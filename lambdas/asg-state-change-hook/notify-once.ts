import { type GroupState } from '../shared/group-state';
import { type Notice, NotifyError } from '../shared/notify';
import { TRIED_NOTES } from '../shared/told-tags';
import { type Dependencies } from './dependencies';

/** What a notice is about. */
export interface Occasion {
  /** Key of its note. One for each kind of notice that can be owed at a time, so that notes stay few. */
  readonly key: string;
  /** What tells it from others of its kind, without spaces: an instance, a time. */
  readonly id: string;
}

/**
 * Sends a notice to everybody, once. Where it does not reach every topic, it notes which ones have it, so that the next
 * try leaves them out.
 *
 * @throws NotifyError when a topic failed
 */
export async function notifyOnce(
  { notifier, group }: Dependencies,
  state: GroupState,
  { key, id }: Occasion,
  notice: Notice,
): Promise<void> {
  const before = triedBefore(state, key);
  try {
    await notifier.notify(notice, before?.id === id ? before.told : []);
  } catch (error) {
    if (error instanceof NotifyError) await group.note(triedNote(key), [id, ...error.told].join(' '));
    throw error;
  }
}

/** The newest notice of this kind that did not reach every topic at its first try, and which ones have it. */
export function triedBefore({ notes }: GroupState, key: string): { id: string; told: readonly string[] } | undefined {
  const [id, ...told] = notes.get(triedNote(key))?.split(' ') ?? [];
  return id === undefined ? undefined : { id, told };
}

/** Key of the note of a notice that did not reach every topic. */
export function triedNote(key: string): string {
  return `${TRIED_NOTES}${key}`;
}
