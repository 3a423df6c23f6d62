/** What the project uses of gamedig, which has no types of its own. */
declare module 'gamedig' {
  /** Its list: type → game. */
  export const games: Readonly<Record<string, GamedigGame>>;
  /** Its protocols: name → class. */
  export const protocols: Readonly<Record<string, new () => GamedigProtocol>>;

  export interface GamedigGame {
    readonly name: string;
    readonly options: {
      readonly protocol: string;
      readonly port?: number;
      readonly port_query?: number;
      readonly port_query_offset?: number | readonly number[];
    };
  }

  export interface GamedigProtocol {
    options: GamedigOptions;
    udpSocket: GamedigUdpSocket;
    /** One attempt within `attemptTimeout`. */
    runOnceSafe(): Promise<unknown>;
    /** Calls back with a connection, which it closes afterwards. */
    withTcp(use: (socket: import('node:net').Socket) => unknown, port?: number): Promise<unknown>;
  }

  export interface GamedigOptions {
    readonly protocol: string;
    readonly host: string;
    readonly address: string;
    readonly port: number;
    readonly givenPortOnly: true;
    /** Milliseconds for each answer, and for all of them. */
    readonly socketTimeout: number;
    readonly attemptTimeout: number;
    readonly requestPlayers: boolean;
    readonly stripColors: boolean;
  }

  /** What its protocols use of its own UDP socket. */
  export interface GamedigUdpSocket {
    send(packet: Buffer, address: string, port: number): Promise<void>;
    addCallback(callback: GamedigUdpCallback): void;
    removeCallback(callback: GamedigUdpCallback): void;
  }

  export type GamedigUdpCallback = (fromAddress: string, fromPort: number, packet: Buffer) => void;
}
