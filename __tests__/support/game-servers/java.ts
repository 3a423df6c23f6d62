import { once } from 'node:events';
import { type AddressInfo } from 'node:net';

import { createClient, createServer } from 'minecraft-protocol';

import { type Crowd, type GameServer } from './game-server';

// gamedig says that it speaks this version; unlike Mojang's server, this one answers no other
const VERSION = '1.8.8';

/** A Minecraft server, Java edition, on which somebody can play. */
export interface JavaServer extends GameServer {
  /** A player joins; the result makes him leave. */
  join(name: string): Promise<() => Promise<void>>;
}

/**
 * Minecraft shows at most 12 names.
 *
 * @param at the port; 0: any
 * @param onLine gets the lines of its log
 */
export async function javaServer(
  { names, max }: Crowd,
  at = 0,
  onLine: (line: string) => void = () => undefined,
): Promise<JavaServer> {
  const online = new Set(names);
  const server = createServer({
    'online-mode': false,
    host: '127.0.0.1',
    port: at,
    version: VERSION,
    maxPlayers: max,
    motd: 'It sleeps when nobody plays',
    keepAlive: false,
    beforePing: (response: { players: Record<string, unknown> }) => {
      response.players.online = online.size;
      response.players.sample = [...online].slice(0, 12).map((name) => ({ name, id: '' }));
      onLine(`somebody asks who plays: ${online.size} of ${max}`);
    },
  });
  server.on('login', (client) => {
    const { username } = client;
    online.add(username);
    onLine(`${username} joined the game`);
    client.on('end', () => {
      online.delete(username);
      onLine(`${username} left the game`);
    });
  });
  await once(server, 'listening');
  // the types leave it out
  const { socketServer } = server as unknown as {
    socketServer: { address(): AddressInfo; close(done: () => void): void };
  };
  const { port } = socketServer.address();
  return {
    port,
    join: async (name) => {
      const client = createClient({ host: '127.0.0.1', port, username: name, version: VERSION });
      await until(() => online.has(name));
      return async () => {
        client.end('bye');
        await until(() => !online.has(name));
      };
    },
    close: () =>
      new Promise((resolve) => {
        for (const client of Object.values(server.clients)) client.end('stopped');
        socketServer.close(resolve);
      }),
  };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10));
}
