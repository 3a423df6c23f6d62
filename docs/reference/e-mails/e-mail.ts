import { type Notice } from '../../../lambdas/shared/notify';

/** Who gets an e-mail: the addresses of base's AlertSubscription, or of the leaf's as well. */
export type Readers = 'administrators' | 'administrators and players';

/** A kind of e-mail. */
export interface EMail {
  /** What the tests call it. */
  readonly id: string;
  /** Subjects, or how the text begins where the subject is AWS's own; `<leaf>` for the leaf's id. Markdown. */
  readonly begins: readonly string[];
  readonly to: Readers;
  /** When it is sent. Markdown. */
  readonly when: string;
  /** How many come at most in a day, to one reader about one leaf. A test plays that day: __tests__/docs/e-mails.test.ts. */
  readonly mostPerDay: number;
  /** On which days, or for what, that is. */
  readonly mostWhere?: string;
  /** What a reader does. Markdown. */
  readonly todo: string;
  /** As a reader gets them. */
  readonly examples: readonly Notice[];
}
