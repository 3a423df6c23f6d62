/** Times in a row that DNS woke a leaf, and nobody was there. */
export interface FruitlessNote {
  readonly count: number;
  /** When the newest of them ended: the switch was turned off. */
  readonly endedAt: Date;
  /** How long it lasted, in minutes. */
  readonly minutes: number;
}

/** As a note, e.g. `3 2026-11-29T20:16:00.000Z 14`. */
export function fruitlessNoteText({ count, endedAt, minutes }: FruitlessNote): string {
  return `${count} ${endedAt.toISOString()} ${minutes}`;
}

/** @returns undefined where nothing is noted */
export function readFruitlessNote(text: string | undefined): FruitlessNote | undefined {
  const [count, endedAt, minutes] = text?.split(' ') ?? [];
  if (count === undefined || endedAt === undefined || minutes === undefined) return undefined;
  return { count: Number(count), endedAt: new Date(endedAt), minutes: Number(minutes) };
}
