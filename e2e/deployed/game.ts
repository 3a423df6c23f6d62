import { createServer } from 'node:net';

import { closedPort, type GameServer, tcpServer } from '../../__tests__/support/game-servers/game-server';
import { javaServer, type JavaServer } from '../../__tests__/support/game-servers/java';

/** What the quickstart's YAML opens. */
const GAME_PORT = 25_565;
const MAX_PLAYERS = 20;

/** The game in the quickstart's container: a Minecraft server on a port of this computer, which is closed at first. */
export class Game {
  private running: GameServer | undefined;
  private answering: JavaServer | undefined;
  /** How many connections got no answer. */
  private ignored = 0;

  private constructor(
    private readonly port: number,
    private readonly onLine: (line: string) => void,
  ) {}

  /** @param onLine gets the lines of the game's log */
  static async installed(onLine: (line: string) => void = () => undefined): Promise<Game> {
    return new Game(await closedPort(), onLine);
  }

  /** From now on the game's port at an instance's public address leads to this game. */
  connect(routes: Map<string, number>, address: string): void {
    routes.set(`${address}:${GAME_PORT}`, this.port);
  }

  /** Opens its port, and answers nobody yet. */
  async load(): Promise<void> {
    await this.stop();
    const silent = createServer(() => {
      this.ignored += 1;
      this.onLine('somebody connects, and gets no answer: the world loads');
    });
    this.running = await tcpServer(silent, this.port);
    this.onLine(`listening on its port`);
  }

  /** Resolves when so many more connections got no answer. */
  async ignores(connections: number): Promise<void> {
    const wanted = this.ignored + connections;
    while (this.ignored < wanted) await new Promise((resolve) => setTimeout(resolve, 50));
  }

  /** From now on it answers, and people can play. */
  async finishLoading(): Promise<void> {
    await this.stop();
    this.answering = await javaServer({ names: [], max: MAX_PLAYERS }, this.port, this.onLine);
    this.running = this.answering;
    this.onLine('done: the world is loaded');
  }

  /** A player joins; the result makes him leave. */
  async join(name: string): Promise<() => Promise<void>> {
    if (this.answering === undefined) throw new Error('the game still loads');
    return this.answering.join(name);
  }

  /** Closes its port. */
  async stop(): Promise<void> {
    await this.running?.close();
    this.running = this.answering = undefined;
  }
}
