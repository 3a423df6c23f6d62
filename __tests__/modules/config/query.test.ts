import { BASE, LEAF, load, problemsOf } from './support';

interface Leaf {
  readonly ports?: string;
  readonly query?: string;
  readonly watchdog?: string;
}

const filesOf = ({ ports = '- TCP: 25565', query = '', watchdog = '' }: Leaf) => ({
  'config/base.yaml': BASE,
  'config/leaves/mc.yaml': [
    LEAF.replace('- TCP: 25565', ports).replace(
      'Watchdog:\n  Threshold: 1175\n',
      watchdog && `Watchdog:\n  ${watchdog}\n`,
    ),
    query && `Query:\n  ${query}\n`,
  ].join(''),
});

const queryOf = (leaf: Leaf) => load(filesOf(leaf)).config.leaves[0]?.query;
const says = (leaf: Leaf) => problemsOf(filesOf(leaf));

const BOTH = '- { UDP: 2456-2457 }\n    - TCP: 8080';

test('a game is asked at its own port, counts players, and has half an hour to load', () => {
  expect(queryOf({ query: 'Game: minecraft' })).toEqual({
    game: 'minecraft',
    protocol: 'minecraftvanilla',
    port: 25565,
    countsPlayers: true,
    loadingMinutes: 30,
  });
});

test.each([
  ['its own query port, which is in a range of the container', { query: 'Game: valheim', ports: BOTH }, 2457],
  ['the first port of its protocol, where the container has no such port', { query: 'Game: rust', ports: BOTH }, 2456],
  [
    'the first port of its protocol, where nothing is usual',
    { query: 'Game: http', ports: BOTH, watchdog: 'Threshold: 4' },
    8080,
  ],
  ['the port that the config names', { query: 'Game: valheim\n  Port: 2456', ports: BOTH }, 2456],
])('it is asked at %s', (_where, leaf, port) => {
  expect(queryOf(leaf)?.port).toBe(port);
});

test('a query that counts players gives the threshold a default', () => {
  const [leaf] = load(filesOf({ query: 'Game: minecraft' })).config.leaves;

  expect(leaf?.watchdog).toEqual({
    threshold: 1000,
    minutesWithoutConnections: 7,
    instanceLeftUp: { durationHours: 8, shouldStop: false },
    startupGraceMinutes: 5,
  });
});

test('a threshold that the config names counts also beside a query', () => {
  const [leaf] = load(filesOf({ query: 'Game: minecraft', watchdog: 'Threshold: 4' })).config.leaves;

  expect(leaf?.watchdog.threshold).toBe(4);
});

test('without Query a leaf has none', () => {
  const [leaf] = load(filesOf({ watchdog: 'Threshold: 4' })).config.leaves;

  expect(leaf).not.toHaveProperty('query');
});

const MISSING = 'config/leaves/mc.yaml:1:1 Watchdog.Threshold: is missing: use a number of bytes per second, 0 or more';

test.each([
  ['tcp, which counts nobody', 'Game: tcp'],
  ['satisfactory, which counts nobody', 'Game: satisfactory'],
  ['a game that must not count', 'Game: minecraft\n  CountsPlayers: false'],
])('the threshold stays required with %s', (_what, query) => {
  expect(says({ query, ports: '- TCP: 25565\n    - UDP: 7777' })).toEqual([MISSING]);
});

test('a wrong threshold is one problem, and so is a wrong query', () => {
  expect(says({ query: 'Game: minecraft', watchdog: 'Threshold: much' })).toEqual([
    "config/leaves/mc.yaml:8:14 Watchdog.Threshold: 'much' is not allowed: use a number of bytes per second, 0 or more",
  ]);
  expect(says({ query: 'Game: quake9' })).toHaveLength(1);
});

const REFUSED = '. Remove Query, or use tcp or http if the game has such a port';

test.each([
  ['minecrft', "'minecrft' is not allowed: did you mean minecraft? Use tcp, http or a game that can be asked"],
  ['Mumble', "'Mumble' is not allowed: did you mean mumble? Use tcp, http or a game that can be asked"],
  ['palworld', `Palworld cannot be asked: it needs the administrator's password, in plain text${REFUSED}`],
  [
    'factorio',
    `Factorio cannot be asked: it can only be looked up at multiplayer.factorio.com, where a private server is not listed${REFUSED}`,
  ],
  ['terrariatshock', `Terraria - TShock cannot be asked: it needs a token of TShock${REFUSED}`],
  [
    'asa',
    `Ark: Survival Ascended cannot be asked: it can only be looked up at Epic Games, with the game's own credentials${REFUSED}`,
  ],
  ['teamspeak3', `Teamspeak 3 cannot be asked: it is asked on a second port, 10011${REFUSED}`],
])('the game %s is refused, and why', (game, message) => {
  expect(says({ query: `Game: ${game}`, watchdog: 'Threshold: 4' })).toEqual([
    `config/leaves/mc.yaml:10:9 Query.Game: ${message}`,
  ]);
});

test('Query without a game names what is missing', () => {
  expect(says({ query: 'Port: 25565', watchdog: 'Threshold: 4' })).toEqual([
    'config/leaves/mc.yaml:9:1 Query.Game: is missing: use tcp, http or a game such as minecraft',
  ]);
});

test.each([
  [
    'a port that the container does not have',
    { query: 'Game: minecraft\n  Port: 25566' },
    'Query.Port: minecraft is asked by TCP, and TCP 25566 is not in Container.Ports: the container has TCP 25565',
  ],
  [
    'a port of the other protocol',
    { query: 'Game: rust\n  Port: 8080', ports: BOTH },
    'Query.Port: rust is asked by UDP, and UDP 8080 is not in Container.Ports: the container has UDP 2456-2457, TCP 8080',
  ],
  [
    'half of what the game needs',
    { query: 'Game: gta5f\n  Port: 8080', ports: BOTH },
    'Query.Port: gta5f is asked by UDP and TCP, and UDP 8080 is not in Container.Ports: the container has UDP 2456-2457, TCP 8080',
  ],
  [
    'no port that could be asked',
    { query: 'Game: rust' },
    'Query.Game: rust is asked by UDP, and Container.Ports has no such port: the container has TCP 25565',
  ],
])('fails on %s', (_what, leaf, message) => {
  const problems = says({ watchdog: 'Threshold: 4', ...leaf });

  expect(problems.map((problem) => problem.replace(/^\S+ /, ''))).toEqual([message]);
});

test.each([
  ['tcp', 'true'],
  ['tcp', 'false'],
  ['http', 'true'],
])('fails on %s with CountsPlayers: %s', (game, value) => {
  expect(says({ query: `Game: ${game}\n  CountsPlayers: ${value}`, watchdog: 'Threshold: 4' })).toEqual([
    `config/leaves/mc.yaml:11:18 Query.CountsPlayers: ${game} does not tell how many people play: remove it`,
  ]);
});

test('wrong ports are one problem, without one more about the query', () => {
  expect(says({ query: 'Game: rust', watchdog: 'Threshold: 4', ports: '- TCP: 99999' })).toHaveLength(1);
});

test.each(['0', '1441', '1.5'])('fails on %s minutes to load', (minutes) => {
  expect(says({ query: `Game: minecraft\n  LoadingMinutes: ${minutes}` })).toEqual([
    `config/leaves/mc.yaml:9:19 Query.LoadingMinutes: ${minutes} is not allowed: use a whole number of minutes from 1 to 1440`,
  ]);
});

test('a query beside an allow-list is refused: AWS asks from addresses that change', () => {
  expect(says({ query: 'Game: minecraft', ports: '- TCP: 25565\n  AllowedCidrs: [198.51.100.7/32]' })).toEqual([
    'config/leaves/mc.yaml:9:9 Query.Game: AWS asks the game from addresses that change, and Container.AllowedCidrs keeps ' +
      'them out: remove Query or AllowedCidrs',
  ]);
});
