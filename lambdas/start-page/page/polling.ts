import { type Moment, secondsOfStart, type Session } from './session';

const FIRST_MINUTE_S = 60;
const IN_FIRST_MINUTE_MS = 5_000;
const STARTING_MS = 10_000;
const ELSE_MS = 30_000;
/** After questions without an answer: about 5 s, and twice as long each time. */
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 60_000;
/** The API may know a new link only after a minute: each of its computers remembers the links that it read. */
const NEW_LINK_MS = 60_000;
/** Questions with a link that does not work, until nothing can change any more. */
const MOST_WITH_UNKNOWN_LINK = 3;
/** The API looks no more often itself. */
export const BETWEEN_QUESTIONS_MS = 2_000;

/**
 * Milliseconds until the page asks again. Undefined: never, since the answer cannot change.
 *
 * @param random from 0 to below 1, so that pages which got the same refusal at the same time do not come back together
 */
export function nextDelay(session: Session, now: Moment, random: number): number | undefined {
  const { trouble, failures } = session;
  if (trouble === 'unknown-link') return mayBeNew(session) ? NEW_LINK_MS : undefined;
  if (trouble !== undefined) {
    const usual = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1));
    return Math.round(usual * (0.5 + random));
  }
  const seconds = secondsOfStart(session, now);
  if (seconds === undefined) return ELSE_MS;
  return seconds < FIRST_MINUTE_S ? IN_FIRST_MINUTE_MS : STARTING_MS;
}

/** Whether a link that does not work may be too new for the API. */
export function mayBeNew({ link, trouble, failures }: Session): boolean {
  return link !== undefined && trouble === 'unknown-link' && failures < MOST_WITH_UNKNOWN_LINK;
}
