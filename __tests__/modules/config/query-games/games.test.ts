import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { games, protocols } from 'gamedig';

import { GAMES, REFUSED_GAMES } from '../../../../modules/config/query-games/games';
import { gamesText } from '../../../../modules/config/query-games/games-text';
import { QUERY_GAMES, whyRefused } from '../../../../modules/config/query-games/known-games';
import { ALLOWED_PROTOCOLS, REFUSED_PROTOCOLS } from '../../../../modules/config/query-games/protocols';

const FILE = join(__dirname, '../../../../modules/config/query-games/games.ts');

test('the list of games is what npm run query-games makes of the installed gamedig', () => {
  expect(readFileSync(FILE, 'utf8')).toBe(gamesText());
});

test('each game of gamedig is either allowed or refused with a reason', () => {
  expect(Object.keys({ ...GAMES, ...REFUSED_GAMES }).sort()).toEqual(Object.keys(games).sort());
  expect(Object.keys(GAMES).filter((type) => type in REFUSED_GAMES)).toEqual([]);
  expect(Object.keys(REFUSED_GAMES).filter((type) => whyRefused(type)?.endsWith('its protocol'))).toEqual([]);
});

test('no protocol is in both tables, and gamedig has all of them', () => {
  expect(Object.keys(ALLOWED_PROTOCOLS).filter((name) => name in REFUSED_PROTOCOLS)).toEqual([]);
  expect(Object.keys({ ...ALLOWED_PROTOCOLS, ...REFUSED_PROTOCOLS }).filter((name) => !(name in protocols))).toEqual(
    [],
  );
});

test('what the design names is allowed or refused', () => {
  for (const type of ['minecraft', 'mbe', 'mumble', 'valheim', 'counterstrike2', 'tcp', 'http']) {
    expect(QUERY_GAMES).toContain(type);
  }
  for (const type of ['palworld', 'factorio', 'terrariatshock', 'asa']) {
    expect(REFUSED_GAMES).toHaveProperty(type);
  }
});

test('no word of an object decides what is a game', () => {
  expect(whyRefused('constructor')).toBeUndefined();
  expect(whyRefused('minecraft')).toBeUndefined();
});
