/** The payload of a synchronous invocation of player-query that asks the game once. */
export const ASK_EVENT = { action: 'ask' } as const;

/** What such an invocation returns. */
export interface AskAnswer {
  /** False as well where there is nothing to ask: asleep, or no address noted yet. */
  readonly answered: boolean;
  /** Absent where the game does not answer, or does not count its players. */
  readonly players?: Players;
}

export interface Players {
  /** How many people play, without bots. */
  readonly online: number;
  /** How many can play. Absent where the game does not say it. */
  readonly max?: number;
  /** As far as the game tells them: at most 100, each of at most 32 printable characters. For eyes alone: no log, metric or tag. */
  readonly names: readonly string[];
}
