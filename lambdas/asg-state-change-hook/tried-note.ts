import { FAILED_LAUNCHES_NOTE, LONGEST_NOTE, type Notes, TRIED_NOTE } from '../shared/told-tags';
import { type Group } from './dependencies';

/** A notice that did not reach every topic at its first try. */
export interface TriedNotice {
  /** Of its kind: a newer one of the same key takes its place. */
  readonly key: string;
  /** What tells it from others of its kind: an instance, a time. */
  readonly id: string;
  /** Names of the topics that have it by now, or a word for all. */
  readonly told: readonly string[];
}

/** What changes the note needs of the group. */
export interface GroupWithNotes {
  readonly group: Pick<Group, 'note' | 'forget'> & { read(): Promise<{ readonly notes: Notes }> };
}

/** What an entry of the note may be made of: a tag's characters without those between entries, fields and topics. */
const FIELD = /^[\w.:/@-]+$/;

/** All of them, the one that was tried last at the end. */
export function readTried(notes: Notes): TriedNotice[] {
  return (notes.get(TRIED_NOTE) ?? '').split(' ').flatMap((entry) => {
    const [key = '', id, told] = entry.split('=');
    if (id === undefined || told === undefined) return [];
    return [{ key, id, told: told === '' ? [] : told.split('+') }];
  });
}

/**
 * As a note, e.g. `ready=i-0123456789abcdef0=base silent=i-0123456789abcdef0=`. Where they are too long for a tag, it leaves the oldest
 * out: topics that have such a notice may get it a second time while the other topic still fails. A failed launch goes last: its id
 * also says that the group was put to sleep for it, and without it that could happen again, to people who wait (failed-launch.ts).
 *
 * @throws Error for a key, an id or a topic that an entry cannot hold
 */
export function triedText(tried: readonly TriedNotice[]): string {
  const text = tried.map(entry).join(' ');
  if (text.length <= LONGEST_NOTE) return text;
  const oldest = tried.find(({ key }) => key !== FAILED_LAUNCHES_NOTE);
  return triedText(tried.filter((one) => one !== oldest));
}

function entry({ key, id, told }: TriedNotice): string {
  const wrong = [key, id, ...told].find((field) => !FIELD.test(field));
  if (wrong !== undefined)
    throw new Error(`cannot note who was told: '${wrong}' has characters that the note cannot hold`);
  return [key, id, told.join('+')].join('=');
}

/** Notes one, in place of an earlier one of its key. */
export async function noteTried(dependencies: GroupWithNotes, notice: TriedNotice): Promise<void> {
  await changeTried(dependencies, (tried) => [...tried.filter(({ key }) => key !== notice.key), notice]);
}

/** Forgets those that nobody needs any more. */
export async function forgetTried(
  dependencies: GroupWithNotes,
  isOver: (notice: TriedNotice) => boolean,
): Promise<void> {
  await changeTried(dependencies, (tried) => tried.filter((notice) => !isOver(notice)));
}

/** Reads it again: earlier jobs of the same run write it too. */
async function changeTried(
  { group }: GroupWithNotes,
  change: (tried: readonly TriedNotice[]) => readonly TriedNotice[],
): Promise<void> {
  const { notes } = await group.read();
  const tried = change(readTried(notes));
  if (tried.length > 0) await group.note(TRIED_NOTE, triedText(tried));
  else if (notes.has(TRIED_NOTE)) await group.forget([TRIED_NOTE]);
}
