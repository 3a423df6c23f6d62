import { type TagDescription } from '@aws-sdk/client-auto-scaling';

/**
 * Tags of the group whose keys begin with this are notes: above all what people were told. Only the functions write
 * them: Terraform's provider has to ignore them (`ignore_tags`), or it would show them as changes.
 *
 * Notes of different functions have keys of their own, so that two at once never overwrite each other's. A group has 50 tags, so what one
 * function writes may share a key: two of its runs at once then cost people an e-mail twice at most.
 */
export const TOLD_TAG_PREFIX = 'container-manager:told/';

/** Characters of a note: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html */
export const LONGEST_NOTE = 256;

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

/**
 * Key: the newest crash that put the group to sleep, and the newest task that failed to start (crash-mark.ts). Written by
 * break-crash-loop alone.
 */
export const CRASH_NOTE = 'crash';

/** Key: failed launches up to this ISO time were told. */
export const FAILED_LAUNCHES_NOTE = 'failed-launches';

/**
 * Before an instance's id: since this ISO time ECS has not placed the container on it, why, and whether people were told
 * (not-placed-note.ts of the state change hook).
 */
export const NOT_PLACED_NOTES = 'not-placed/';

/** Before an instance's id: it is in service, when it was launched, and who began that (in-service-note.ts of the state change hook). */
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

/** Key: notices that did not reach everybody at their first try, and who has them (tried-note.ts of the state change hook, which alone writes it). */
export const TRIED_NOTE = 'tried';

/**
 * Key: when people were told of each cause last, and how often it came since (repeats-note.ts). Written by the state change hook
 * alone, which forgets a cause when an hour is over in which it did not come.
 */
export const REPEATS_NOTE = 'repeats';

/** Key: the same of crashes, which break-crash-loop writes too. */
export const CRASH_REPEATS_NOTE = 'repeats/crash';

/** What keys of notes began with that earlier versions wrote. The state change hook forgets these notes. */
export const FORMER_NOTES = ['tried/', 'unplaced/', 'failed-start'] as const;

/** Key: the e-mail that the instance is still up was sent at this ISO time (left-up.ts). */
export const LEFT_UP_NOTE = 'left-up';

/**
 * Key: who turned the switch on last, and when; or that `./cm sleep --stay` turned it off since (woken-by.ts). Written by every
 * waker; forgotten by `./cm hold`.
 */
export const WOKEN_BY_NOTE = 'woken-by';

/** Key: how many times in a row DNS woke it for nobody (fruitless-note.ts). Written by the state change hook, forgotten by a deliberate wake. */
export const FRUITLESS_NOTE = 'fruitless';

/** Key: the ISO time until which somebody was last known to play. Written by the state change hook. */
export const PLAYED_NOTE = 'played';

/**
 * Before an instance's id: it is gone, and whether somebody was there is still to be asked of CloudWatch (judge-note.ts of the
 * state change hook).
 */
export const JUDGE_NOTES = 'judge/';

/** Key: minutes awake of the month that were counted, and what people were told of its limit (month-parts.ts). Written by the state change hook. */
export const MONTH_NOTE = 'month';

/** Key: minutes that `./cm allow` granted for a month (month-note.ts). */
export const ALLOWED_NOTE = 'allowed';
