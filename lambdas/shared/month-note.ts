import { monthParts, monthPartsText } from './month-parts';

/** How long a leaf was awake in a month, in UTC. */
export interface MonthNote {
  /** E.g. `2026-11`. */
  readonly month: string;
  readonly minutes: number;
  /** Instances that were gone by then are counted. */
  readonly until: Date;
}

/** What `./cm allow` granted for a month. */
export interface AllowedNote {
  readonly month: string;
  readonly minutes: number;
}

/** A month in UTC, e.g. `2026-11`. */
export function monthOf(time: Date): string {
  return time.toISOString().slice(0, 7);
}

/** The first moment of the month that a time is in, in UTC. */
export function monthBegin(time: Date): Date {
  return new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth()));
}

/** The first moment of the month after the one that a time is in, in UTC. */
export function nextMonth(time: Date): Date {
  return new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + 1));
}

/** As a note, e.g. `2026-11 860 2026-11-29T20:16:00.000Z`. */
export function monthNoteText({ month, minutes, until }: MonthNote): string {
  return `${month} ${minutes} ${until.toISOString()}`;
}

/** The tag's text with another count. */
export function withMonthNote(text: string | undefined, note: MonthNote): string {
  return monthPartsText({ ...monthParts(text), counted: monthNoteText(note) });
}

/**
 * @param text the tag's
 * @returns undefined where nothing is noted
 */
export function readMonthNote(text: string | undefined): MonthNote | undefined {
  const [month, minutes, until] = monthParts(text).counted?.split(' ') ?? [];
  if (month === undefined || minutes === undefined || until === undefined) return undefined;
  return { month, minutes: Number(minutes), until: new Date(until) };
}

/** As a note, e.g. `2026-11 300`. */
export function allowedNoteText({ month, minutes }: AllowedNote): string {
  return `${month} ${minutes}`;
}

/** @returns undefined where nothing is noted */
export function readAllowedNote(text: string | undefined): AllowedNote | undefined {
  const [month, minutes] = text?.split(' ') ?? [];
  return month === undefined || minutes === undefined ? undefined : { month, minutes: Number(minutes) };
}
