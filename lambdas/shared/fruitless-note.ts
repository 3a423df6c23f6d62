/** Times in a row that DNS woke a leaf, and nobody was there. */
export interface FruitlessNote {
  readonly count: number;
  /** When the newest of them ended: the switch was turned off. */
  readonly endedAt: Date;
  /** How long it lasted, in minutes, until its instance was gone. */
  readonly minutes: number;
  /** When the first of them began: its instance was launched. Absent where nobody noted it. */
  readonly since?: Date;
  /** Whether people were told that DNS wakes the leaf less often now. @default false */
  readonly told?: boolean;
}

const TOLD = 'told';

/** As a note, e.g. `3 2026-11-29T20:16:00.000Z 14 2026-11-29T19:30:00.000Z told`. */
export function fruitlessNoteText({ count, endedAt, minutes, since, told = false }: FruitlessNote): string {
  return [count, endedAt.toISOString(), minutes, ...(since ? [since.toISOString()] : []), ...(told ? [TOLD] : [])].join(
    ' ',
  );
}

/** @returns undefined where nothing is noted */
export function readFruitlessNote(text: string | undefined): FruitlessNote | undefined {
  const [count, endedAt, minutes, ...more] = text?.split(' ') ?? [];
  if (count === undefined || endedAt === undefined || minutes === undefined) return undefined;
  const [since] = more.filter((word) => word !== TOLD);
  return {
    count: Number(count),
    endedAt: new Date(endedAt),
    minutes: Number(minutes),
    ...(since !== undefined && { since: new Date(since) }),
    ...(more.includes(TOLD) && { told: true }),
  };
}
