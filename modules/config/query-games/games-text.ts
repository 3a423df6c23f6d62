import { type GamedigGame, games } from 'gamedig';

import { ALLOWED_PROTOCOLS, PROTOCOL_OF_GAME, REFUSED_PROTOCOLS } from './protocols';

/**
 * The text of games.ts: which games can be asked, made from gamedig's list.
 *
 * @throws Error when gamedig has a protocol that protocols.ts does not know
 */
export function gamesText(): string {
  const all = Object.entries(games).sort(([a], [b]) => (a < b ? -1 : 1));
  const known = all.map(([type, game]) => [type, game, protocolOf(type, game)] as const);
  const allowed = known.filter(([, , protocol]) => protocol in ALLOWED_PROTOCOLS);
  const refused = known.filter(([, , protocol]) => !(protocol in ALLOWED_PROTOCOLS));
  return [
    '// Generated from the game list of gamedig by npm run query-games: do not edit. protocols.ts says what is allowed.',
    '',
    '/** Games that can be asked: type → name, protocol of gamedig, the ports where they answer by default. */',
    '// prettier-ignore',
    'export const GAMES = {',
    ...allowed.map(
      ([type, game, protocol]) =>
        `  ${key(type)}: { name: ${text(game.name)}, protocol: ${text(protocol)}, queryPorts: [${queryPorts(game).join(', ')}] },`,
    ),
    '} as const;',
    '',
    '/** Games that gamedig knows, but that must not be asked: type → name, protocol. */',
    '// prettier-ignore',
    'export const REFUSED_GAMES: Readonly<Record<string, { readonly name: string; readonly protocol: string }>> = {',
    ...refused.map(
      ([type, game, protocol]) => `  ${key(type)}: { name: ${text(game.name)}, protocol: ${text(protocol)} },`,
    ),
    '};',
    '',
  ].join('\n');
}

function protocolOf(type: string, { options }: GamedigGame): string {
  const protocol = PROTOCOL_OF_GAME[type] ?? options.protocol;
  if (protocol in ALLOWED_PROTOCOLS || protocol in REFUSED_PROTOCOLS) return protocol;
  throw new Error(
    `gamedig asks '${type}' by the protocol '${protocol}', which modules/config/query-games/protocols.ts does not know: ` +
      'read its source in node_modules/gamedig/protocols, and add it to ALLOWED_PROTOCOLS or REFUSED_PROTOCOLS',
  );
}

/** As gamedig chooses them where no port is given. */
function queryPorts({ options }: GamedigGame): number[] {
  const { port, port_query: queryPort, port_query_offset: offset = 0 } = options;
  if (queryPort !== undefined) return [queryPort];
  return port === undefined ? [] : [offset].flat().map((each) => port + each);
}

function key(type: string): string {
  return /^[a-z_$][\w$]*$/i.test(type) ? type : text(type);
}

function text(value: string): string {
  return value.includes("'") ? JSON.stringify(value) : `'${value}'`;
}
