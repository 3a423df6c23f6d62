import { inTag } from '../shared/tag-value';
import { type Notes, NOT_PLACED_NOTES } from '../shared/told-tags';

/** ECS has not placed the container on an instance. */
export interface NotPlaced {
  readonly since: Date;
  /** Why, in ECS's words, e.g. `RESOURCE:MEMORY`. */
  readonly reason: string;
  /** Whether people were told. */
  readonly told: boolean;
}

const TOLD = 'told';

/** Key of the note of an instance. */
export const notPlacedNote = (instanceId: string): string => `${NOT_PLACED_NOTES}${instanceId}`;

/** As a note, e.g. `2026-11-22T20:00:00.000Z told RESOURCE:MEMORY`; without `told` before people were. */
export function notPlacedText({ since, reason, told }: NotPlaced): string {
  return [since.toISOString(), ...(told ? [TOLD] : []), inTag(reason)].join(' ').trim();
}

/** @returns undefined where nothing is noted */
export function readNotPlaced(notes: Notes, instanceId: string): NotPlaced | undefined {
  const [since, ...words] = notes.get(notPlacedNote(instanceId))?.split(' ') ?? [];
  if (since === undefined) return undefined;
  const told = words[0] === TOLD;
  return { since: new Date(since), reason: words.slice(told ? 1 : 0).join(' '), told };
}
