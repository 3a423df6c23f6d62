import { type Notice } from './notify';
import { CRASH_REPEATS_NOTE, type Notes, REPEATS_NOTE } from './told-tags';

/** What is told at most once an hour. All but crashes share a tag, in which they have room (repeatsText). */
export const REPEATED_CAUSES = ['failed-launch', 'never-ran', 'silent', 'crash', 'ready', 'stopped'] as const;

export type RepeatedCause = (typeof REPEATED_CAUSES)[number];

/** The newest e-mail of a cause, and what came since without one. */
export interface RepeatsNote {
  readonly toldAt: Date;
  /** How often it happened since, without an e-mail. */
  readonly count: number;
  /** What tells the newest time from others, without spaces: an instance, a task, a time. So each is counted once. */
  readonly id: string;
}

const HOUR_MS = 3_600_000;

/** As a note of crashes, e.g. `2026-11-29T21:00:00.000Z 11 i-0123456789abcdef0`. */
export function repeatsNoteText({ toldAt, count, id }: RepeatsNote): string {
  return `${toldAt.toISOString()} ${count} ${id}`;
}

/** @returns undefined where nothing is noted */
export function readRepeatsNote(notes: Notes, cause: RepeatedCause): RepeatsNote | undefined {
  if (cause !== 'crash') return readRepeats(notes).get(cause);
  const [toldAt, count, id] = notes.get(CRASH_REPEATS_NOTE)?.split(' ') ?? [];
  if (toldAt === undefined || count === undefined || id === undefined) return undefined;
  return { toldAt: new Date(toldAt), count: Number(count), id };
}

/** Digits of a time in seconds since 1970: short, since all causes share a tag. */
const RADIX = 36;

/**
 * As a note of all other causes, e.g. `ready=tpa7o0=11=i-0123456789abcdef0 silent=tpaag0=0=i-0123456789abcdef0`.
 *
 * @param notes those that are noted
 * @param cause the one that changes
 * @param note undefined: nothing is to be noted of it
 * @returns empty where nothing is left
 */
export function repeatsText(notes: Notes, cause: RepeatedCause, note: RepeatsNote | undefined): string {
  const others = [...readRepeats(notes)].filter(([other]) => other !== cause);
  return [...others, ...(note ? [[cause, note] as const] : [])]
    .map(([one, { toldAt, count, id }]) =>
      [one, Math.floor(toldAt.getTime() / 1_000).toString(RADIX), count, id].join('='),
    )
    .join(' ');
}

function readRepeats(notes: Notes): Map<RepeatedCause, RepeatsNote> {
  const entries = (notes.get(REPEATS_NOTE) ?? '').split(' ').flatMap((entry) => {
    const [name, seconds, count, id] = entry.split('=');
    const cause = REPEATED_CAUSES.find((one) => one === name);
    if (cause === undefined || seconds === undefined || count === undefined || id === undefined) return [];
    return [[cause, { toldAt: new Date(parseInt(seconds, RADIX) * 1_000), count: Number(count), id }] as const];
  });
  return new Map(entries);
}

/** Whether people got an e-mail of this cause less than an hour ago: what comes now is counted instead. */
export function isToldLately({ toldAt }: RepeatsNote, now: Date): boolean {
  return now.getTime() - toldAt.getTime() < HOUR_MS;
}

/** One more time without an e-mail; the same where this one is counted. */
export function counted(before: RepeatsNote, id: string): RepeatsNote {
  return before.id === id ? before : { ...before, count: before.count + 1, id };
}

/** The notice, which also says what came without an e-mail before it. */
export function withRepeats(notice: Notice, before: Pick<RepeatsNote, 'toldAt' | 'count'> | undefined): Notice {
  if (before === undefined || before.count === 0) return notice;
  const { count, toldAt } = before;
  return {
    ...notice,
    message: `${notice.message}\n\nThis happened ${moreTimes(count)} since the e-mail of ${clockTime(toldAt)}: one cause is told at most once an hour.`,
  };
}

/** E.g. `1 more time`, `11 more times`. */
export function moreTimes(count: number): string {
  return `${count} more ${count === 1 ? 'time' : 'times'}`;
}

/** E.g. `21:00 UTC`. */
export function clockTime(time: Date): string {
  return `${time.toISOString().slice(11, 16)} UTC`;
}
