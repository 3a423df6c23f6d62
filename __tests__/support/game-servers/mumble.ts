import { type Crowd, type GameServer, udpServer } from './game-server';

/** A Mumble server, as far as its ping goes: https://wiki.mumble.info/wiki/Protocol */
export function mumbleServer({ names, max }: Crowd): Promise<GameServer> {
  return udpServer((packet) => {
    if (packet.length !== 12 || packet.readUInt32BE(0) !== 0) return undefined;
    const pong = Buffer.alloc(24);
    pong.set([0, 1, 5, 517 % 256]);
    packet.copy(pong, 4, 4, 12);
    pong.writeUInt32BE(names.length, 12);
    pong.writeUInt32BE(max, 16);
    pong.writeUInt32BE(558_000, 20);
    return pong;
  });
}
