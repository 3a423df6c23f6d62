import {
  ADDRESS_NOTES,
  ALLOWED_NOTE,
  ANSWERED_NOTES,
  CRASH_NOTE,
  CRASH_REPEATS_NOTE,
  FAILED_LAUNCHES_NOTE,
  FRUITLESS_NOTE,
  IN_SERVICE_NOTES,
  JUDGE_NOTES,
  LAST_NOTICE_NOTE,
  LEFT_UP_NOTE,
  MONTH_NOTE,
  NOT_PLACED_NOTES,
  PLAYED_NOTE,
  READY_NOTES,
  REPEATS_NOTE,
  STARTING_NOTES,
  TRIED_NOTE,
  WOKEN_BY_NOTE,
} from './told-tags';

/** How many notes of some kinds a group can have at once, together. */
interface AtOnce {
  /** Keys, or what keys begin with: told-tags.ts. */
  readonly kinds: readonly string[];
  /** Whatever instances there are. */
  readonly single?: number;
  /** About the instance that comes or is in service. */
  readonly living?: number;
  /** About each instance that terminates, or that is gone and whose end people are still to be told. */
  readonly leaving?: number;
}

/**
 * Most instances that notes are about beside the living one: those that terminate, and those that are gone and whose end people are
 * still to be told. Where a topic never works, or instances never end, the tags of the group would run out.
 */
export const MOST_LEAVING = 2;

/**
 * Every kind of note is in here once. A test adds them up, with the tags that Terraform writes: a group has 50 tags, and 35 are
 * what we take. What is not needed of a leaving instance goes with the next run of the state change hook (forget-notes.ts).
 */
export const NOTES_AT_ONCE: readonly AtOnce[] = [
  { kinds: [LAST_NOTICE_NOTE], single: 1 },
  { kinds: [CRASH_NOTE], single: 1 },
  { kinds: [FAILED_LAUNCHES_NOTE], single: 1 },
  { kinds: [IN_SERVICE_NOTES, READY_NOTES], living: 2, leaving: 2 },
  // what is told of an instance at its end needs one of them
  { kinds: [STARTING_NOTES, NOT_PLACED_NOTES], living: 2, leaving: 1 },
  { kinds: [ADDRESS_NOTES], living: 1 },
  // a leaving one's goes with the instance
  { kinds: [ANSWERED_NOTES], living: 1, leaving: 1 },
  // one that waits for CloudWatch
  { kinds: [JUDGE_NOTES], leaving: 1 },
  { kinds: [TRIED_NOTE], single: 1 },
  { kinds: [REPEATS_NOTE, CRASH_REPEATS_NOTE], single: 2 },
  { kinds: [LEFT_UP_NOTE], single: 1 },
  { kinds: [WOKEN_BY_NOTE], single: 1 },
  { kinds: [FRUITLESS_NOTE, PLAYED_NOTE], single: 2 },
  { kinds: [MONTH_NOTE, ALLOWED_NOTE], single: 2 },
];

/** The most notes that a group can have at once. */
export function mostNotes(table: readonly AtOnce[] = NOTES_AT_ONCE): number {
  return table.reduce(
    (sum, { single = 0, living = 0, leaving = 0 }) => sum + single + living + MOST_LEAVING * leaving,
    0,
  );
}
