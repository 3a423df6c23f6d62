import { type Notes, WOKEN_BY_NOTE } from './told-tags';

/** What turns the switch on. Who does it in the console notes nothing. */
export type Waker = 'dns' | 'cli' | 'page' | 'discord';

/** Who turned a switch on last, and when. */
export interface WokenBy {
  readonly at: Date;
  readonly waker: string;
  /** The time in the line of Route 53's query log. Absent where another waker did it. */
  readonly askedAt?: Date;
}

/** As a note, e.g. `2026-11-29T20:16:00.000Z cli`, or `2026-11-29T20:16:00.000Z dns 2026-11-29T20:15:51.000Z`. */
export function wokenByText({ at, waker, askedAt }: WokenBy): string {
  return [at.toISOString(), waker, ...(askedAt ? [askedAt.toISOString()] : [])].join(' ');
}

/** In place of a waker: `./cm sleep --stay` turned the switch off. It shares the note, since a wake ends it. */
const STAY = 'stay';

/** As a note, e.g. `2026-11-29T20:16:00.000Z stay`: since then it stays asleep until somebody wakes it deliberately. */
export function stayText(at: Date): string {
  return wokenByText({ at, waker: STAY });
}

/** Whether it stays asleep: `./cm sleep --stay` was the last act on the switch. */
export function staysAsleep({ notes }: { readonly notes: Notes }): boolean {
  return notes.get(WOKEN_BY_NOTE)?.split(' ')[1] === STAY;
}

/** @returns undefined where nobody is noted */
export function readWokenBy(text: string | undefined): WokenBy | undefined {
  const [at, waker, askedAt] = text?.split(' ') ?? [];
  if (at === undefined || waker === undefined || waker === STAY) return undefined;
  return { at: new Date(at), waker, ...(askedAt !== undefined && { askedAt: new Date(askedAt) }) };
}

/** A launch that starts later than this after the switch was turned on is another one's. */
const BEGINS_WITHIN_MS = 2 * 60_000;
/** AWS tells some times in whole seconds, and two clocks differ a little: a launch may look older than the note before it. */
export const CLOCKS_DIFFER_MS = 10_000;

/**
 * Who began a launch: whoever noted so in the two minutes before it.
 *
 * @returns undefined where nobody did: a person in the console, or the note failed
 */
export function begunBy(wokenBy: WokenBy | undefined, launchedAt: Date): string | undefined {
  if (wokenBy === undefined) return undefined;
  const waited = launchedAt.getTime() - wokenBy.at.getTime();
  return waited >= -CLOCKS_DIFFER_MS && waited <= BEGINS_WITHIN_MS ? wokenBy.waker : undefined;
}

/** Whether somebody, and not DNS, has turned a switch on since then. */
export function wasWokenSince(notes: Notes, time: Date): boolean {
  const wokenBy = readWokenBy(notes.get(WOKEN_BY_NOTE));
  return wokenBy !== undefined && wokenBy.waker !== 'dns' && wokenBy.at >= time;
}
