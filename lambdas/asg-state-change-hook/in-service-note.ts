/** An instance that was in service: when it was launched, who began that, and when its container started. */
export interface InServiceNote {
  readonly launchedAt: Date;
  /** A waker (woken-by.ts), or `held`. Absent where it is unknown. */
  readonly by?: string;
  /** When its container was first seen running, it had started then. Absent where it was not seen, or nobody needs it. */
  readonly startedAt?: Date;
}

/** Instead of a waker: the leaf was held while the instance was there, so nothing tells whether anybody needed it. */
export const HELD = 'held';

const UNKNOWN = 'unknown';

/** As a note, e.g. `2026-11-29T20:00:00.000Z dns 2026-11-29T20:01:30.000Z`, or the first of these alone. */
export function inServiceNoteText({ launchedAt, by, startedAt }: InServiceNote): string {
  const words = startedAt ? [by ?? UNKNOWN, startedAt.toISOString()] : by === undefined ? [] : [by];
  return [launchedAt.toISOString(), ...words].join(' ');
}

/** @returns undefined where nothing is noted */
export function readInServiceNote(text: string | undefined): InServiceNote | undefined {
  const [launchedAt, by = UNKNOWN, startedAt] = text?.split(' ') ?? [];
  if (launchedAt === undefined) return undefined;
  return {
    launchedAt: new Date(launchedAt),
    ...(by !== UNKNOWN && { by }),
    ...(startedAt !== undefined && { startedAt: new Date(startedAt) }),
  };
}
