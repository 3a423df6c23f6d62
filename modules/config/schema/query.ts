import { closest } from 'fastest-levenshtein';
import { z } from 'zod';

import { askedGame, QUERY_GAMES, type QueryGame, whyRefused } from '../query-games/known-games';
import { type Transport } from '../query-games/protocols';
import { type Report, type RightParts, section } from './containers';
import { flag, integer } from './fields';
import { complaint } from './messages';

/** As `Container.Ports` has them. */
interface Port {
  readonly protocol: Transport;
  readonly port: number;
  readonly lastPort?: number;
}

const MAX_LOADING_MINUTES = 24 * 60;
export const DEFAULT_LOADING_MINUTES = 30;

const keys = section({
  game: z
    .enum(QUERY_GAMES, { error: ({ input }) => problemOfGame(input) })
    .describe(
      'What is asked: `tcp` (a connection is accepted), `http` (a web server answers with a status below 500), or a game: `minecraft`, `mbe` (Bedrock), `mumble`, `rust`, `counterstrike2` and some 300 more, by the [types of gamedig](https://github.com/gamedig/node-gamedig/blob/master/GAMES_LIST.md) that can be asked without credentials. An editor lists them. `valheim` answers only with `-public 1` and without crossplay.',
    ),
  /** Where players connect, not where the container listens. */
  port: integer(1, 65535, 'one port')
    .optional()
    .describe(
      "The port of `Container.Ports` to ask. Default: the game's own query port if the container has it, else its first port.",
    ),
  countsPlayers: flag()
    .optional()
    .describe(
      'Whether the answer decides that nobody plays. Set it to false where the answer always says 0, as behind some proxies; then it only tells when the game is ready. Default: true for games that say it.',
    ),
  loadingMinutes: integer(1, MAX_LOADING_MINUTES, 'a whole number of minutes')
    .default(DEFAULT_LOADING_MINUTES)
    .describe(
      `Minutes after the launch of the instance, or after a deployment that replaces the container, in which a game that does not answer yet counts as occupied: 1 to ${MAX_LOADING_MINUTES}.`,
    ),
});

export const query = keys
  .optional()
  .describe(
    'Asks the game whether it is ready and who plays, once a minute while it is awake. Without it, the bytes that arrive decide alone.',
  );

type Query = z.output<typeof keys>;

/** Where a query asks by default; undefined where the container has no port that it could ask. */
export function defaultQueryPort(game: QueryGame, ports: readonly Port[]): number | undefined {
  const { queryPorts, transports } = askedGame(game);
  const usual = queryPorts.find((port) => missingAt(port, transports, ports).length === 0);
  return usual ?? ports.find(({ port }) => missingAt(port, transports, ports).length === 0)?.port;
}

/** Whether the query decides that nobody plays. */
export function decidesByPlayers({ game, countsPlayers }: RightParts<Query> & Pick<Query, 'game'>): boolean {
  return countsPlayers ?? askedGame(game).countsPlayers;
}

/** What a query needs to know of the container. */
export interface QueriedContainer {
  /** Undefined where they are wrong themselves. */
  readonly ports?: readonly (RightParts<Port> | undefined)[] | undefined;
  /** Absent: everybody. */
  readonly allowedCidrs?: readonly unknown[] | undefined;
}

/** Reports what is wrong between a query and the ports of the container. */
export function checkQuery(
  { game, port, countsPlayers }: RightParts<Query>,
  { ports, allowedCidrs }: QueriedContainer,
  report: Report,
): void {
  if (game === undefined) return;
  if (allowedCidrs !== undefined) {
    report(
      ['Query', 'Game'],
      'AWS asks the game from addresses that change, and Container.AllowedCidrs keeps them out: remove Query or AllowedCidrs',
    );
  }
  const asked = askedGame(game);
  if (countsPlayers !== undefined && !asked.countsPlayers && (countsPlayers || isPlain(game))) {
    report(['Query', 'CountsPlayers'], `${game} does not tell how many people play: remove it`);
  }
  const open = rightPorts(ports);
  if (open === undefined) return;
  const have = `the container has ${open.map(portText).join(', ')}`;
  if (port !== undefined) {
    const missing = missingAt(port, asked.transports, open);
    if (missing.length > 0) {
      report(
        ['Query', 'Port'],
        `${game} is asked by ${words(asked.transports)}, and ${words(missing)} ${port} is not in Container.Ports: ${have}`,
      );
    }
  } else if (defaultQueryPort(game, open) === undefined) {
    report(
      ['Query', 'Game'],
      `${game} is asked by ${words(asked.transports)}, and Container.Ports has no such port: ${have}`,
    );
  }
}

/** Undefined where one of them is wrong. */
function rightPorts(ports: readonly (RightParts<Port> | undefined)[] | undefined): readonly Port[] | undefined {
  const right = ports?.flatMap(({ protocol, port, lastPort } = {}) =>
    protocol === undefined || port === undefined
      ? []
      : [{ protocol, port, ...(lastPort !== undefined && { lastPort }) }],
  );
  return right?.length === ports?.length ? right : undefined;
}

function missingAt(port: number, transports: readonly Transport[], ports: readonly Port[]): readonly Transport[] {
  return transports.filter((transport) =>
    ports.every((open) => open.protocol !== transport || port < open.port || port > (open.lastPort ?? open.port)),
  );
}

function problemOfGame(input: unknown): string {
  if (typeof input !== 'string') return complaint(input, 'use tcp, http or a game such as minecraft');
  const refused = whyRefused(input);
  if (refused !== undefined) return `${refused}. Remove Query, or use tcp or http if the game has such a port`;
  return complaint(
    input,
    `did you mean ${closest(input.toLowerCase(), QUERY_GAMES)}? Use tcp, http or a game that can be asked`,
  );
}

function isPlain(game: QueryGame): boolean {
  return game === 'tcp' || game === 'http';
}

function portText({ protocol, port, lastPort }: Port): string {
  return `${protocol.toUpperCase()} ${port}${lastPort === undefined ? '' : `-${lastPort}`}`;
}

function words(transports: readonly Transport[]): string {
  return transports.map((transport) => transport.toUpperCase()).join(' and ');
}
