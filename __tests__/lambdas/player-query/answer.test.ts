import { readPlayers } from '../../../lambdas/player-query/answer';

test.each([
  ['bots that the answer counts', { numplayers: 5, maxplayers: 16, raw: { numbots: 3 } }, { online: 2, max: 16 }],
  ['bots that the answer lists', { numplayers: 5, maxplayers: 16, bots: [{}, {}] }, { online: 3, max: 16 }],
  ['more bots than players', { numplayers: 1, maxplayers: 16, raw: { numbots: 9 } }, { online: 0, max: 16 }],
  ['numbers as text', { numplayers: '3', maxplayers: '10' }, { online: 3, max: 10 }],
  ['players that are only listed', { numplayers: 0, maxplayers: 10, players: [{}, {}] }, { online: 2, max: 10 }],
  ['no maximum', { numplayers: 3 }, { online: 3 }],
  ['a maximum of 0', { numplayers: 3, maxplayers: 0 }, { online: 3 }],
  ['more players than the maximum', { numplayers: 999, maxplayers: 20 }, { online: 20, max: 20 }],
  ['more players than there are', { numplayers: 1e300, maxplayers: 1e300 }, { online: 100_000, max: 100_000 }],
  ['half a player', { numplayers: 1.5, maxplayers: 20 }, { online: 1, max: 20 }],
])('%s', (_what, raw, players) => {
  expect(readPlayers(raw)).toEqual({ ...players, names: [] });
});

test.each([
  [undefined],
  [null],
  ['text'],
  [{}],
  [{ numplayers: 'many' }],
  [{ numplayers: NaN }],
  [{ numplayers: -1 }],
  [{ numplayers: '' }],
])('%j is not an answer', (raw) => {
  expect(() => readPlayers(raw)).toThrow('the number of players is not a number');
});

test('names are at most 100, each of 32 printable characters', () => {
  const names = ['Ann', ' Bob ', 'x'.repeat(70_000), 'a\u0007b\u200bc\ud800', 'é'.repeat(40), '\u2028', 7, undefined];
  const players = names.map((name) => ({ name })).concat(Array.from({ length: 200 }, () => ({ name: 'Zoe' })));

  const { names: read } = readPlayers({ numplayers: 3, players });

  expect(read.slice(0, 6)).toEqual(['Ann', 'Bob', 'x'.repeat(32), 'abc', 'é'.repeat(32), 'Zoe']);
  expect(read).toHaveLength(97);
});
