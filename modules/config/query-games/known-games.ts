import { GAMES, REFUSED_GAMES } from './games';
import { ALLOWED_PROTOCOLS, REFUSED_PROTOCOLS, type Transport } from './protocols';

/** Not games: a connection is accepted, and a web server answers with a status below 500. They know readiness alone. */
const PLAIN = ['tcp', 'http'] as const;
// a cast: Object.keys widens
const TYPES = [...PLAIN, ...(Object.keys(GAMES) as (keyof typeof GAMES)[])] as const;

/** What `Query.Game` may be. */
export type QueryGame = (typeof TYPES)[number];

/** `tcp`, `http`, and the games that can be asked. */
export const QUERY_GAMES: readonly [QueryGame, ...QueryGame[]] = [...TYPES];

/** How a game is asked. */
export interface AskedGame {
  /** `tcp`, `http`, or a protocol of gamedig. */
  readonly protocol: string;
  /** What must be open on its port. */
  readonly transports: readonly Transport[];
  /** Whether its answer says how many people play. */
  readonly countsPlayers: boolean;
  /** Where it answers by default, the best first; empty where nothing is usual. */
  readonly queryPorts: readonly number[];
}

export function askedGame(game: QueryGame): AskedGame {
  if (game === 'tcp' || game === 'http') {
    return { protocol: game, transports: ['tcp'], countsPlayers: false, queryPorts: [] };
  }
  const { protocol, queryPorts } = GAMES[game];
  const { transports = [], countsPlayers = true } = ALLOWED_PROTOCOLS[protocol] ?? {};
  return { protocol, transports, countsPlayers, queryPorts };
}

/** Why gamedig's game of that type must not be asked; undefined where gamedig does not know it. */
export function whyRefused(type: string): string | undefined {
  const game = Object.hasOwn(REFUSED_GAMES, type) ? REFUSED_GAMES[type] : undefined;
  return (
    game && `${game.name} cannot be asked: ${REFUSED_PROTOCOLS[game.protocol] ?? 'nobody has reviewed its protocol'}`
  );
}
