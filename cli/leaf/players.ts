import { PlayersOnline as OfFunctions, type PlayersNow } from '../../lambdas/shared/players-online';
import { type LeafContext } from './deployed-leaves';

/** Asks leaves who plays. */
export class PlayersOnline {
  private readonly functions: OfFunctions;

  constructor(now = () => Date.now()) {
    this.functions = new OfFunctions(now);
  }

  /**
   * Who plays on a leaf that has a Query. Takes at most 1.5 seconds, and never fails.
   *
   * @returns undefined where the game answers, but does not count its players
   */
  of({ clients, names }: Pick<LeafContext, 'clients' | 'names'>): Promise<PlayersNow | undefined> {
    return this.functions.of(clients.lambda, names.playerQueryFunction);
  }
}
