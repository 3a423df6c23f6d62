import { fields } from '../shared/event-fields';
import { type Players } from '../shared/ask-players';

/** A game's answer, after the fence. `players` is absent where it does not say how many people play. */
export interface Answer {
  readonly players?: Players;
}

/** An answer that no game gives. Its text is not repeated: it can hold names. */
export class WrongAnswerError extends Error {
  override readonly name = 'WrongAnswerError';
}

const MAX_NAMES = 100;
const MAX_NAME_LENGTH = 32;
/** Far above what one instance can serve. */
const MOST_PLAYERS = 100_000;

/**
 * What gamedig has read, of which nothing is believed: numbers are counts, never more than the maximum, bots are left out,
 * names are short and printable.
 *
 * @throws WrongAnswerError where the number of players is not a number
 */
export function readPlayers(raw: unknown): Players {
  const { numplayers, maxplayers, players, bots, raw: details } = fields(raw);
  const counted = count(numplayers);
  if (counted === undefined) throw new WrongAnswerError('the number of players is not a number');
  const listed = list(players);
  const botCount = Math.max(count(fields(details).numbots) ?? 0, list(bots).length);
  const max = count(maxplayers);
  const limit = max === undefined || max === 0 ? MOST_PLAYERS : max;
  return {
    // some protocols only list the players
    online: Math.min(Math.max(counted - botCount, listed.length, 0), limit, MOST_PLAYERS),
    ...(max !== undefined && max > 0 && { max: Math.min(max, MOST_PLAYERS) }),
    names: listed
      .slice(0, MAX_NAMES)
      .map((player) => printable(fields(player).name))
      .filter((name) => name !== ''),
  };
}

/** Without control, format and private characters, and without half of a pair; cut to 32 characters. */
function printable(name: unknown): string {
  if (typeof name !== 'string') return '';
  // cut twice: the first keeps a name of 64 kB from being worked through
  const text = name
    .slice(0, 1_000)
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .trim();
  return Array.from(text).slice(0, MAX_NAME_LENGTH).join('');
}

/** Some protocols give numbers as text. */
function count(value: unknown): number | undefined {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? Math.floor(number) : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
