import { type TagDescription } from '@aws-sdk/client-auto-scaling';

/**
 * Tags of the group whose keys begin with this are notes: above all what people were told. Only the functions write
 * them: Terraform's provider has to ignore them (`ignore_tags`), or it would show them as changes.
 *
 * Each note has a key of its own, so that two runs at once never overwrite each other's.
 */
export const TOLD_TAG_PREFIX = 'container-manager:told/';

/** Notes by key, without the tags' prefix: what the values say is told where each key is. */
export type Notes = ReadonlyMap<string, string>;

/** Key of the tag that holds a note. */
export function tagOf(note: string): string {
  return `${TOLD_TAG_PREFIX}${note}`;
}

/** The notes among a group's tags. */
export function readNotes(tags: readonly Pick<TagDescription, 'Key' | 'Value'>[] = []): Notes {
  return new Map(
    tags.flatMap(({ Key: key = '', Value: value = '' }) =>
      key.startsWith(TOLD_TAG_PREFIX) ? [[key.slice(TOLD_TAG_PREFIX.length), value]] : [],
    ),
  );
}

/** Key: the newest e-mail that people got, for `./cm status` (last-notice.ts). */
export const LAST_NOTICE_NOTE = 'last-notice';

/** Key: the newest crash that put the group to sleep (crash-mark.ts). Written by break-crash-loop alone. */
export const CRASH_NOTE = 'crash';

/**
 * Key: the newest task that failed to start, whether or not the group was put to sleep for it: id of the instance, id of
 * the task. Written by break-crash-loop alone.
 */
export const FAILED_START_NOTE = 'failed-start';

/** Key: failed launches up to this ISO time were told. */
export const FAILED_LAUNCHES_NOTE = 'failed-launches';

/** Before an instance's id: that ECS could not place the container on it was told, at this ISO time. */
export const UNPLACED_NOTES = 'unplaced/';

/** Before an instance's id: since this ISO time ECS has not placed the container on it, and why (unplaced-task.ts). */
export const NOT_PLACED_NOTES = 'not-placed/';

/** Before an instance's id: it is in service, and was launched at this ISO time. */
export const IN_SERVICE_NOTES = 'awaited/';

/**
 * Before an instance's id: its container was seen running before it was ready; also whether people were told that its game
 * does not answer (starting-note.ts).
 */
export const STARTING_NOTES = 'starting/';

/** Before an instance's id: "ready" was told of it, or nearly (known-instances.ts). */
export const READY_NOTES = 'ready/';

/** Before an instance's id: where a Query finds it (address-note.ts). Written by the state change hook where there is a Query. */
export const ADDRESS_NOTES = 'address/';

/**
 * Before an instance's id: its game answered for the first time, and how many people played at most (answered-note.ts). Written by player-query alone, and forgotten
 * by the state change hook when the instance is gone.
 */
export const ANSWERED_NOTES = 'answered/';

/** Before the key of a notice: not everybody could be told it yet (notify-once.ts). */
export const TRIED_NOTES = 'tried/';

/** Key: who turned the switch on last, and when (woken-by.ts). Written by every waker; forgotten by `./cm hold`. */
export const WOKEN_BY_NOTE = 'woken-by';

/** Key: how many times in a row DNS woke it for nobody (fruitless-note.ts). Written by the state change hook, forgotten by a deliberate wake. */
export const FRUITLESS_NOTE = 'fruitless';

/** Key: the ISO time until which somebody was last known to play. Written by the state change hook. */
export const PLAYED_NOTE = 'played';

/** Key: since this ISO time it stays asleep until somebody wakes it deliberately. Written by `./cm sleep --stay`. */
export const STAY_NOTE = 'stay';

/** Key: minutes awake of the month that were counted (month-note.ts). Written by the state change hook. */
export const MONTH_NOTE = 'month';

/** Key: minutes that `./cm allow` granted for a month (month-note.ts). */
export const ALLOWED_NOTE = 'allowed';

/** Key: what people were told of the month's limit (limit-told-note.ts). Written by the state change hook. */
export const LIMIT_TOLD_NOTE = 'limit-told';
