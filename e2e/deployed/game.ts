import { createServer } from 'node:net';

import { closedPort, type GameServer, tcpServer } from '../../__tests__/support/game-servers/game-server';
import { javaServer, type JavaServer } from '../../__tests__/support/game-servers/java';

/** What the quickstart's YAML opens. */
const GAME_PORT = 25_565;
const MAX_PLAYERS = 20;

/** The game in the quickstart's container: a Minecraft server on this computer, whose port is closed at first. */
export class Game {
  private readonly players = new Map<string, () => Promise<void>>();
  private loading: GameServer | undefined;
  private answering: JavaServer | undefined;
  /** Called with the port at 127.0.0.1 where it listens now. */
  private onPort: (port: number) => void = () => undefined;
  /** Called at each connection that gets no answer. */
  private onIgnored: () => void = () => undefined;

  /** @param onLine gets the lines of its log */
  constructor(private readonly onLine: (line: string) => void = () => undefined) {}

  /**
   * From now on the game's port at an instance's public address leads to this game.
   *
   * @param routes of the functions that ask it
   */
  async connect(routes: Map<string, number>, address: string): Promise<void> {
    this.onPort = (port) => {
      routes.set(`${address}:${GAME_PORT}`, port);
    };
    this.onPort(await closedPort());
  }

  /** Opens its port, and answers nobody yet. */
  async load(): Promise<void> {
    const silent = createServer(() => {
      this.onLine('somebody connects, and gets no answer: the world loads');
      this.onIgnored();
    });
    this.loading = await tcpServer(silent);
    this.onPort(this.loading.port);
    this.onLine('listening on its port');
  }

  /** Resolves when so many more connections got no answer. */
  ignores(connections: number): Promise<void> {
    return new Promise((resolve) => {
      let left = connections;
      this.onIgnored = () => {
        left -= 1;
        if (left === 0) resolve();
      };
    });
  }

  /** From now on it answers, at the port where it loaded, and people can play. */
  async finishLoading(): Promise<void> {
    const { port } = this.loading ?? {};
    await this.stop();
    this.answering = await javaServer({ names: [], max: MAX_PLAYERS }, port, this.onLine);
    this.onPort(this.answering.port);
    this.onLine('done: the world is loaded');
  }

  /** @throws Error while it loads */
  async join(player: string): Promise<void> {
    if (this.answering === undefined) throw new Error('the game still loads');
    this.players.set(player, await this.answering.join(player));
  }

  async leave(player: string): Promise<void> {
    await this.players.get(player)?.();
    this.players.delete(player);
  }

  /** Closes its port. */
  async stop(): Promise<void> {
    await Promise.all([this.loading?.close(), this.answering?.close()]);
    this.loading = this.answering = undefined;
  }
}
