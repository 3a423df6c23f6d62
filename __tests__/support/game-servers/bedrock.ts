import { type Crowd, type GameServer, udpServer } from './game-server';

const UNCONNECTED_PING = 0x01;
const UNCONNECTED_PONG = 0x1c;
const MAGIC = Buffer.from('00ffff00fefefefefdfdfdfd12345678', 'hex');
const SERVER_ID = 1_234_567n;

/**
 * A Minecraft server, Bedrock edition, as far as RakNet's unconnected ping goes. Its answer holds no names.
 *
 * @see https://minecraft.wiki/w/RakNet
 */
export function bedrockServer({ names, max }: Crowd): Promise<GameServer> {
  return udpServer((ping) => {
    if (ping[0] !== UNCONNECTED_PING || !ping.subarray(9, 25).equals(MAGIC)) return undefined;
    const status = Buffer.from(
      `MCPE;A server;800;1.21.80;${names.length};${max};${SERVER_ID};A world;Survival;1;19132;19133;`,
    );
    const head = Buffer.alloc(35);
    head[0] = UNCONNECTED_PONG;
    ping.copy(head, 1, 1, 9);
    head.writeBigUInt64BE(SERVER_ID, 9);
    MAGIC.copy(head, 17);
    head.writeUInt16BE(status.length, 33);
    return Buffer.concat([head, status]);
  });
}
