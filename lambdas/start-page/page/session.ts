import { type PageAnswer } from '../contract';
import { type Path, type Reply, type Trouble } from './ask';
import { type Link } from './link';

/** Milliseconds of a clock that never goes back. */
export type Moment = number;

/** What the page knows. */
export interface Session {
  /** Absent: the address is no invitation. */
  readonly link?: Link | undefined;
  /** The last answer, and when it came. */
  readonly known?: { readonly answer: PageAnswer; readonly at: Moment } | undefined;
  /** Why the last question got no answer. */
  readonly trouble?: Trouble | undefined;
  /** Questions without an answer since the last one with one; with a link that does not work, only those that said so. */
  readonly failures: number;
  /** Somebody pressed Start, and no answer has come to it: it is asked again until then. */
  readonly wakeUntil?: Moment | undefined;
  /** Somebody pressed Start in vain. */
  readonly wakeFailed: boolean;
}

/** A wish to start is a wish for now: who looks at the page again an hour later has not pressed anything. */
export const WAKE_PATIENCE_MS = 60_000;

export function newSession(link: Link | undefined): Session {
  return { link, failures: 0, wakeFailed: false, ...(link === undefined && { trouble: 'unknown-link' }) };
}

/** Somebody pressed Start. */
export function pressed(session: Session, now: Moment): Session {
  return { ...session, wakeUntil: now + WAKE_PATIENCE_MS, wakeFailed: false };
}

/** A wish that nobody could fulfil in time ends. */
export function withoutOldWish(session: Session, now: Moment): Session {
  if (session.wakeUntil === undefined || now < session.wakeUntil) return session;
  return { ...session, wakeUntil: undefined, wakeFailed: true };
}

/** A reply has come. */
export function heard(session: Session, path: Path, reply: Reply, now: Moment): Session {
  if ('answer' in reply) {
    const { answer } = reply;
    const wakeUntil = path === '/wake' ? undefined : session.wakeUntil;
    // the same state as before would look as if nobody had pressed anything
    const wakeFailed = path === '/wake' && (answer.state === 'asleep' || answer.state === 'failed');
    return { ...session, known: { answer, at: now }, trouble: undefined, failures: 0, wakeUntil, wakeFailed };
  }
  const { trouble } = reply;
  const failed = { ...session, trouble, failures: session.failures + 1 };
  if (trouble === 'unknown-link') {
    const failures = session.trouble === trouble ? failed.failures : 1;
    return { ...failed, failures, known: undefined, wakeUntil: undefined };
  }
  if (trouble === 'outdated' && path === '/wake') return { ...failed, wakeUntil: undefined, wakeFailed: true };
  return failed;
}

/** Seconds of a start, as far as the page can tell between two answers. Undefined: it does not start. */
export function secondsOfStart({ known }: Session, now: Moment): number | undefined {
  if (known?.answer.state !== 'starting') return undefined;
  return Math.max(0, known.answer.seconds + (now - known.at) / 1_000);
}
