import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { type AddressInfo, createServer, type Server } from 'node:net';

/** Who plays on a server of a test. */
export interface Crowd {
  readonly names: readonly string[];
  readonly max: number;
  readonly bots?: number;
}

/** A server that speaks a game's protocol at 127.0.0.1. */
export interface GameServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Names of players: `player 1`, `player 2` … */
export function players(count: number): string[] {
  return Array.from({ length: count }, (_, n) => `player ${n + 1}`);
}

/** A UDP server that answers each packet with what `answer` returns. */
export async function udpServer(
  answer: (packet: Buffer, from: RemoteInfo, socket: Socket) => Buffer | undefined,
): Promise<GameServer> {
  const socket = createSocket('udp4');
  socket.on('message', (packet, from) => {
    const reply = answer(packet, from, socket);
    if (reply !== undefined) socket.send(reply, from.port, from.address);
  });
  await new Promise<void>((resolve) => {
    socket.bind(0, '127.0.0.1', resolve);
  });
  return {
    port: socket.address().port,
    close: () =>
      new Promise((resolve) => {
        socket.close(resolve);
      }),
  };
}

/** A TCP server. Closing it ends its connections. */
export async function tcpServer(server: Server = createServer()): Promise<GameServer> {
  const connections = new Set<{ destroy(): unknown }>();
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // a cast: a server that listens at an IP address has one
  const { port } = server.address() as AddressInfo;
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        for (const connection of connections) connection.destroy();
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** A port at which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = await tcpServer();
  await server.close();
  return server.port;
}
