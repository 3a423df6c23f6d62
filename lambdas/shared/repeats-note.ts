import { type Notice } from './notify';
import { type Notes, REPEATS_NOTES } from './told-tags';

/** What is told at most once an hour. Each takes a tag of the group, so they are few. */
export const REPEATED_CAUSES = ['failed-launch', 'never-ran', 'silent', 'crash', 'ready', 'stopped'] as const;

export type RepeatedCause = (typeof REPEATED_CAUSES)[number];

/** The newest e-mail of a cause, and what came since without one. */
export interface RepeatsNote {
  readonly toldAt: Date;
  /** How often it happened since, without an e-mail. */
  readonly count: number;
  /** What tells the newest time from others, without spaces: an instance, a task, a time. So each is counted once. */
  readonly id: string;
  /** The e-mail that said how often it came: some topics do not have it yet. Absent otherwise. */
  readonly owed?: OwedSummary;
}

/** What the e-mail says, and who has it. */
export interface OwedSummary {
  readonly count: number;
  readonly since: Date;
  /** Names of the topics that have it. */
  readonly told: readonly string[];
}

const HOUR_MS = 3_600_000;

/** Key of the note of a cause. */
export const repeatsNote = (cause: RepeatedCause): string => `${REPEATS_NOTES}${cause}`;

/**
 * As a note, e.g. `2026-11-29T21:00:00.000Z 11 i-0123456789abcdef0`, and where a topic failed
 * `2026-11-29T21:00:00.000Z 0 i-0123456789abcdef0 11@2026-11-29T20:00:00.000Z base`.
 */
export function repeatsNoteText({ toldAt, count, id, owed }: RepeatsNote): string {
  const summary = owed === undefined ? [] : [`${owed.count}@${owed.since.toISOString()}`, ...owed.told];
  return [toldAt.toISOString(), count, id, ...summary].join(' ');
}

/** @returns undefined where nothing is noted */
export function readRepeatsNote(notes: Notes, cause: RepeatedCause): RepeatsNote | undefined {
  const [toldAt, count, id, summary, ...told] = notes.get(repeatsNote(cause))?.split(' ') ?? [];
  if (toldAt === undefined || count === undefined || id === undefined) return undefined;
  const [owedCount, since] = summary?.split('@') ?? [];
  const owed = since === undefined ? undefined : { count: Number(owedCount), since: new Date(since), told };
  return { toldAt: new Date(toldAt), count: Number(count), id, ...(owed && { owed }) };
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
