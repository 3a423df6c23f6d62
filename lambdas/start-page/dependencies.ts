import { type Clock } from '../shared/clock';
import { type LeafOnPage, type PageAnswer } from './contract';

/** All that the page's server knows and can do, so that it can be tried without AWS. */
export interface Dependencies {
  readonly leaves: Leaves;
  readonly invitations: Invitations;
  readonly clock: Clock;
  /** Absent where Discord is not configured: then `POST /discord` does not exist. */
  readonly discord?: Discord;
}

/** The leaves of the project. Whatever AWS refuses is an error of AWS's. */
export interface Leaves {
  /** As the page shows it, at most 2 s old. Undefined: no such leaf. */
  state(leafId: string): Promise<PageAnswer | undefined>;
  /**
   * Wakes it by lambdas/shared/switch-on.ts, unless something says no. Undefined: no such leaf.
   *
   * @param asked runs right before AWS is asked to turn the switch
   * @throws TooLateError after the deadline of the request: then the switch is not turned any more
   */
  wake(leafId: string, waker: 'page' | 'discord', asked?: () => void): Promise<PageAnswer | undefined>;
  /** Puts it to sleep as `./cm sleep` does. Only Discord's /stop. Undefined: no such leaf. As `wake` otherwise. */
  sleep(leafId: string, asked?: () => void): Promise<PageAnswer | undefined>;
  /** What its parameter says, at most a minute old. Undefined: none. */
  details(leafId: string): Promise<LeafOnPage | undefined>;
  /** In alphabetical order, without those that are being retired. */
  ids(): Promise<readonly string[]>;
}

export interface Invitations {
  /**
   * Whose link it is, as `./cm invite` names the friend. The time that it takes tells nothing of a link that is nearly right.
   *
   * @param token as it stands in the link, or any other text
   * @returns undefined for every kind of wrong link: no token, wrong, revoked, of another leaf, of no leaf
   */
  friendOf(leafId: string, token: string): Promise<string | undefined>;
}

/** Answers what Discord posts; the server hands the request on as it came. */
export type Discord = (request: DiscordRequest) => Promise<DiscordAnswer>;

export interface DiscordRequest {
  /** Header X-Signature-Ed25519; empty where it is missing. */
  readonly signature: string;
  /** Header X-Signature-Timestamp; empty where it is missing. */
  readonly timestamp: string;
  /** As Discord signed it. */
  readonly body: string;
}

export interface DiscordAnswer {
  readonly status: 200 | 400 | 401 | 503;
  /** Of JSON. */
  readonly json: unknown;
}
