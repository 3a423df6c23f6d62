import { type Refused, type Starting } from '../../contract';
import { type Trouble } from '../ask';
import { type Countdown } from '../countdown';
import { de } from './de';
import { en } from './en';

export type Step = Starting['waitsFor'];

/** A heading and what is below it. */
export interface Said {
  readonly heading: string;
  readonly lines: readonly string[];
}

/** All that the page says, in one language. */
export interface Texts {
  /** Of html's `lang`. */
  readonly language: string;
  readonly loading: Said;
  readonly asleep: Said;
  readonly starting: string;
  readonly countdown: (countdown: Countdown, usual: Starting['usual']) => readonly string[];
  readonly steps: Readonly<Record<Step, string>>;
  readonly ready: string;
  /** Above the address, or the addresses. */
  readonly connect: (addresses: number) => string;
  readonly noAddress: string;
  readonly stopping: Said;
  /** @param until when it can be started again, in the reader's time zone */
  readonly refused: (why: Refused['why'], until: string | undefined) => Said;
  readonly failed: string;
  readonly retiring: Said;
  /** Where nothing is known but that. */
  readonly trouble: Readonly<Record<Trouble, Said>>;
  /** Below that a link does not work, while the page tries again. */
  readonly newLink: string;
  /** Below what was known before. */
  readonly stale: Readonly<Record<Trouble, string>>;
  readonly wakeFailed: string;
  readonly start: (leaf: string) => string;
  readonly tryAgain: string;
  readonly asked: string;
  readonly reload: string;
  readonly copy: string;
  readonly copied: string;
  readonly progress: string;
  readonly players: string;
  readonly playing: (online: number, max: number | undefined) => string;
  readonly playersUnknown: string;
  /** Players whose names the game does not tell. */
  readonly more: (count: number) => string;
  readonly note: string;
}

/** The texts in the first language of a reader that the page has, and how that reader writes dates. */
export interface ReadersTexts {
  readonly texts: Texts;
  /** E.g. `de-CH`. */
  readonly locale: string;
}

/** @param languages what the reader prefers, e.g. `de-CH`, best first; English where the page has none of them */
export function textsFor(languages: readonly string[]): ReadersTexts {
  for (const locale of languages) {
    const [language] = locale.toLowerCase().split('-');
    const texts = [en, de].find((one) => one.language === language);
    if (texts !== undefined) return { texts, locale };
  }
  return { texts: en, locale: 'en-GB' };
}
