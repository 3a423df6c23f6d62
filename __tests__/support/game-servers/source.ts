import { type Crowd, type GameServer, udpServer } from './game-server';

const INFO = 0x54;
const PLAYERS = 0x55;
const CHALLENGE = Buffer.from([0xff, 0xff, 0xff, 0xff, 0x41, 1, 2, 3, 4]);

/**
 * A server of Valve's Source query (A2S): it wants its challenge back before it says anything, and counts bots as players.
 *
 * @see https://developer.valvesoftware.com/wiki/Server_queries
 */
export function sourceServer({ names, max, bots = 0 }: Crowd): Promise<GameServer> {
  return udpServer((packet) => {
    const type = packet[4];
    const hasChallenge = packet.subarray(-4).equals(CHALLENGE.subarray(-4));
    if (type !== INFO && type !== PLAYERS) return undefined;
    if (!hasChallenge) return CHALLENGE;
    return type === INFO ? info(names.length, max, bots) : listed(names, bots);
  });
}

function info(online: number, max: number, bots: number): Buffer {
  return Buffer.concat([
    Buffer.from([0xff, 0xff, 0xff, 0xff, 0x49, 17]),
    ...['a server', 'a map', 'folder', 'a game'].map(text),
    Buffer.from([0, 0, online + bots, max, bots]),
    Buffer.from('dl'),
    Buffer.from([0, 1]),
    text('1.0.0.0'),
    Buffer.from([0]),
  ]);
}

function listed(names: readonly string[], bots: number): Buffer {
  const entry = (name: string, seconds: number) => {
    const numbers = Buffer.alloc(8);
    numbers.writeFloatLE(seconds, 4);
    return Buffer.concat([Buffer.from([0]), text(name), numbers]);
  };
  const all = [
    ...names.map((name) => entry(name, 60)),
    ...Array.from({ length: bots }, (_, n) => entry(`bot ${n + 1}`, 3_600)),
  ];
  return Buffer.concat([Buffer.from([0xff, 0xff, 0xff, 0xff, 0x44, all.length]), ...all]);
}

function text(value: string): Buffer {
  return Buffer.from(`${value}\0`);
}
