import { type Notice, NotifyError } from '../shared/notify';
import { type GroupState, type World } from './dependencies';

/** What a notice is about. */
export interface Occasion {
  /** Key of its note among those of `tell`. One for each kind of notice that can be owed at a time, so that they stay few. */
  readonly key: string;
  /** What tells it from others of its kind, without spaces: an instance, a time. */
  readonly id: string;
}

/**
 * Tells everybody, once: where some cannot be told it is noted who was, so that the next try leaves them out.
 *
 * @throws NotifyError when somebody could not be told
 */
export async function tell(
  { people, group }: World,
  state: GroupState,
  { key, id }: Occasion,
  notice: Notice,
): Promise<void> {
  const before = triedBefore(state, key);
  try {
    await people.tell(notice, before?.id === id ? before.told : []);
  } catch (error) {
    if (error instanceof NotifyError) await group.note(noteKey(key), [id, ...error.told].join(' '));
    throw error;
  }
}

/** The last notice of this kind that not all were told at its first try, and who was. */
export function triedBefore({ notes }: GroupState, key: string): { id: string; told: readonly string[] } | undefined {
  const [id, ...told] = notes.get(noteKey(key))?.split(' ') ?? [];
  return id === undefined ? undefined : { id, told };
}

function noteKey(key: string): string {
  return `tried/${key}`;
}
