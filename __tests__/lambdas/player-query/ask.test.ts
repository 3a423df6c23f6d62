import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer, type Socket } from 'node:net';

import { type Answer } from '../../../lambdas/player-query/answer';
import { ask, type Target } from '../../../lambdas/player-query/ask';
import { bundle } from '../../../modules/aws/bundle';
import { bedrockServer } from '../../support/game-servers/bedrock';
import {
  closedPort,
  type Crowd,
  type GameServer,
  players,
  tcpServer,
  udpServer,
} from '../../support/game-servers/game-server';
import { javaServer } from '../../support/game-servers/java';
import { mumbleServer } from '../../support/game-servers/mumble';
import { sourceServer } from '../../support/game-servers/source';

const { handler } = jest.requireActual<{ handler: (target: Target) => Promise<Answer | undefined> }>(
  bundle('__tests__/support/functions/player-query/handler.ts').path,
);

const open: GameServer[] = [];
const started = async <Server extends GameServer>(server: Promise<Server>): Promise<Server> => {
  open.push(await server);
  return server;
};
const query = (protocol: string, port: number, wantsNames = true) =>
  handler({ address: '127.0.0.1', port, protocol, wantsNames });
const httpServer = (listener: RequestListener) => started(tcpServer(createHttpServer(listener)));
const lineServer = (talk: (socket: Socket) => void) => started(tcpServer(createServer(talk)));

async function timed<Result>(work: Promise<Result>): Promise<{ result: Result; seconds: number }> {
  const from = performance.now();
  const result = await work;
  return { result, seconds: (performance.now() - from) / 1_000 };
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

const SERVERS: readonly [
  string,
  string,
  (crowd: Crowd) => Promise<GameServer>,
  (names: readonly string[]) => readonly string[],
][] = [
  ['Minecraft', 'minecraftvanilla', javaServer, (names) => names.slice(0, 12)],
  ['Bedrock', 'minecraftbedrock', bedrockServer, () => []],
  ['Source', 'valve', sourceServer, (names) => names],
  ['Mumble', 'mumbleping', mumbleServer, () => []],
];

describe.each(SERVERS)('%s', (_game, protocol, server, shown) => {
  test.each([0, 1, 20])('tells that %d play', async (count) => {
    const names = players(count);
    const { port } = await started(server({ names, max: 20 }));

    const answer = await query(protocol, port);

    expect(answer).toEqual({ players: { online: count, max: 20, names: answer?.players?.names } });
    expect([...(answer?.players?.names ?? [])].sort()).toEqual([...shown(names)].sort());
  });
});

test('a player joins and leaves', async () => {
  const server = await started(javaServer({ names: [], max: 20 }));
  const { port } = server;
  const leave = await server.join('Steve');
  const during = await query('minecraftvanilla', port);
  await leave();

  expect(during).toEqual({ players: { online: 1, max: 20, names: ['Steve'] } });
  expect(await query('minecraftvanilla', port)).toEqual({ players: { online: 0, max: 20, names: [] } });
});

test.each([true, false])('bots do not play, names asked for: %s', async (wantsNames) => {
  const { port } = await started(sourceServer({ names: ['Gordon'], bots: 3, max: 16 }));

  expect(await query('valve', port, wantsNames)).toEqual({
    players: { online: 1, max: 16, names: wantsNames ? ['Gordon'] : [] },
  });
});

describe('while the game loads', () => {
  test.each(['minecraftvanilla', 'tcp', 'http'])('%s: a closed port is no answer, at once', async (protocol) => {
    const { result, seconds } = await timed(query(protocol, await closedPort()));

    expect(result).toBeUndefined();
    expect(seconds).toBeLessThan(4);
  });

  test('silence is no answer within 8 s: open ports of TCP and UDP, and closed ones of UDP', async () => {
    const tcp = await lineServer(() => undefined);
    const udp = await started(udpServer(() => undefined));
    const closed = await sourceServer({ names: [], max: 20 });
    await closed.close();

    const { result, seconds } = await timed(
      Promise.all([
        ...['minecraftvanilla', 'http'].map((protocol) => query(protocol, tcp.port)),
        ...['minecraftbedrock', 'valve', 'mumbleping'].flatMap((protocol) => [
          query(protocol, udp.port),
          query(protocol, closed.port),
        ]),
      ]),
    );

    expect(result).toEqual(Array.from({ length: 8 }, () => undefined));
    expect(seconds).toBeLessThan(9);
  });

  test('an answer that takes two seconds is one', async () => {
    const answers = await sourceServer({ names: ['Gordon'], max: 16 });
    open.push(answers);
    const { port } = await httpServer((_request, response) => setTimeout(() => response.end('ok'), 2_000));

    expect(await query('http', port)).toEqual({});
  });
});

test('a lost UDP packet is sent again', async () => {
  let packets = 0;
  const { port } = await started(
    udpServer((packet) => {
      packets += 1;
      if (packets === 1) return undefined;
      const pong = Buffer.alloc(24);
      packet.copy(pong, 4, 4, 12);
      pong.writeUInt32BE(2, 12);
      pong.writeUInt32BE(10, 16);
      return pong;
    }),
  );

  const { result, seconds } = await timed(query('mumbleping', port));

  expect(result).toEqual({ players: { online: 2, max: 10, names: [] } });
  expect(packets).toBe(2);
  expect(seconds).toBeLessThan(8);
});

describe('tcp and http know readiness alone', () => {
  test('tcp: a connection is accepted', async () => {
    const { port } = await lineServer(() => undefined);

    expect(await query('tcp', port)).toEqual({});
  });

  test.each([
    [200, {}],
    [404, {}],
    [500, undefined],
    [503, undefined],
  ])('http: status %d', async (status, answer) => {
    const { port } = await httpServer((_request, response) => response.writeHead(status).end());

    expect(await query('http', port)).toEqual(answer);
  });
});

describe('the fence', () => {
  test('no redirect is followed', async () => {
    const asked: string[] = [];
    const inside = await httpServer((request, response) => {
      asked.push(request.url ?? '');
      response.end('{}');
    });
    const { port } = await httpServer((_request, response) =>
      response.writeHead(302, { location: `http://127.0.0.1:${inside.port}/2018-06-01/runtime/invocation/next` }).end(),
    );

    expect(await query('http', port)).toEqual({});
    expect(await query('eco', port)).toBeUndefined();
    expect(asked).toEqual([]);
  });

  test('a game that is asked by HTTP', async () => {
    const { port } = await httpServer((_request, response) =>
      response.end(
        JSON.stringify({ Info: { OnlinePlayers: 2, TotalPlayers: 10, OnlinePlayersNames: ['Ann', 'Bob'] } }),
      ),
    );

    expect(await query('eco', port)).toEqual({ players: { online: 2, max: 10, names: ['Ann', 'Bob'] } });
  });

  test('of an endless answer little more than 64 kB a try are read', async () => {
    let connections = 0;
    let written = 0;
    const { port } = await lineServer((socket) => {
      connections += 1;
      const more = (): void => {
        written += 1_024;
        socket.write(Buffer.alloc(1_024, 0x7b), (error) => {
          if (!error && !socket.destroyed) setImmediate(more);
        });
      };
      more();
    });
    const protocols = ['minecraftvanilla', 'mumble', 'starmade', 'openttd'];

    const { result, seconds } = await timed(Promise.all(protocols.map((protocol) => query(protocol, port))));

    expect(result).toEqual(protocols.map(() => undefined));
    expect(seconds).toBeLessThan(9);
    // what the system holds between both ends comes on top
    expect(written / connections).toBeLessThan(8_000_000);
  });

  test('an endless answer by HTTP is given up', async () => {
    const { port } = await httpServer((_request, response) => {
      const more = (): void => {
        if (response.destroyed) return;
        response.write('['.repeat(1_024), () => setImmediate(more));
      };
      more();
    });

    const { result, seconds } = await timed(query('eco', port));

    expect(result).toBeUndefined();
    expect(seconds).toBeLessThan(4);
  });

  test('packets without end are given up', async () => {
    const { port } = await started(
      udpServer((_packet, from, socket) => {
        for (let n = 0; n < 2_000; n += 1) socket.send(Buffer.alloc(1_400, 0xff), from.port, from.address);
        return undefined;
      }),
    );

    expect(await query('valve', port)).toBeUndefined();
  });

  test('a compressed answer is not unpacked', async () => {
    // the header of a part of a compressed answer, as Source sends it
    const part = Buffer.concat([
      Buffer.from([0xfe, 0xff, 0xff, 0xff]),
      Buffer.from([1, 0, 0, 0x80, 1, 0, 0xe0, 4]),
      Buffer.from([0xff, 0xff, 0xff, 0x7f, 0, 0, 0, 0]),
      Buffer.from('BZh9'),
    ]);
    const { port } = await started(udpServer(() => part));

    expect(await query('valve', port)).toBeUndefined();
  });

  test.each([
    ['not JSON', '{"players": Steve}'],
    ['no players', '{"description": "hello"}'],
    ['a number that is none', '{"players": {"online": "many", "max": 20}}'],
    ['fewer than nobody', '{"players": {"online": -3, "max": 20}}'],
  ])('a wrong answer is none: %s', async (_what, json) => {
    const { port } = await lineServer((socket) => socket.once('data', () => socket.write(statusOf(json))));

    expect(await query('minecraftvanilla', port)).toBeUndefined();
  });

  test('more players than the maximum, and names with any characters', async () => {
    const sample = [{ name: 'Ann\u001b[31m\u202e\n' }, { name: '🦊'.repeat(50) }, { name: 5 }, {}, { name: '\u0000' }];
    const json = JSON.stringify({ players: { online: 999_999, max: 20, sample } });
    const { port } = await lineServer((socket) => socket.once('data', () => socket.write(statusOf(json))));

    expect(await query('minecraftvanilla', port)).toEqual({
      players: { online: 20, max: 20, names: ['Ann[31m', '🦊'.repeat(32)] },
    });
  });

  test.each([
    '127.0.0.1',
    '10.0.0.5',
    '192.168.1.1',
    '172.16.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    'localhost',
  ])('never asks %s', async (address) => {
    let asked = 0;
    const { port } = await lineServer(() => (asked += 1));

    expect(await ask({ address, port, protocol: 'tcp', wantsNames: false })).toBeUndefined();
    expect(asked).toBe(0);
  });
});

/** A Minecraft server's status. */
function statusOf(json: string): Buffer {
  const text = Buffer.from(json);
  const body = Buffer.concat([Buffer.from([0]), varint(text.length), text]);
  return Buffer.concat([varint(body.length), body]);
}

function varint(value: number): Buffer {
  return value < 128 ? Buffer.from([value]) : Buffer.concat([Buffer.from([(value & 127) | 128]), varint(value >> 7)]);
}
