import { inTag } from './tag-value';

/** The e-mail that people got last. */
export interface LastNotice {
  readonly at: Date;
  /** E.g. `minecraft is ready`. */
  readonly subject: string;
}

/** As a note, e.g. `2026-11-22T20:16:00.000Z minecraft is ready`. A tag takes no `%`, and its number needs the word. */
export function lastNoticeText({ at, subject }: LastNotice): string {
  return `${at.toISOString()} ${inTag(subject.replaceAll('%', 'percent'))}`;
}

/** @returns undefined where nothing is noted */
export function readLastNotice(text: string | undefined): LastNotice | undefined {
  const [, at, subject] = /^(\S+) (.+)$/.exec(text ?? '') ?? [];
  return at === undefined || subject === undefined ? undefined : { at: new Date(at), subject };
}
