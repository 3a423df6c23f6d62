import { createSocket } from 'node:dgram';

import { type GamedigUdpCallback, type GamedigUdpSocket } from 'gamedig';

import { MAX_BYTES } from './limits';

/**
 * A UDP socket of one try, in place of gamedig's own, which lives as long as the process and takes any amount: it hears one
 * address and port alone, and no more than a query may read.
 */
export class LimitedUdpSocket implements GamedigUdpSocket {
  private readonly socket = createSocket('udp4');
  private readonly callbacks = new Set<GamedigUdpCallback>();
  private bytes = 0;

  constructor(address: string, port: number) {
    this.socket.on('message', (packet, from) => {
      if (from.address !== address || from.port !== port) return;
      this.bytes += packet.length;
      if (this.bytes > MAX_BYTES) return;
      for (const callback of this.callbacks) callback(from.address, from.port, packet);
    });
    // an answer that never comes says the same
    this.socket.on('error', () => undefined);
  }

  send(packet: Buffer, address: string, port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.send(packet, port, address, (error) => {
        if (error) reject(error);
        else resolve();
      });
    });
  }

  addCallback(callback: GamedigUdpCallback): void {
    this.callbacks.add(callback);
  }

  removeCallback(callback: GamedigUdpCallback): void {
    this.callbacks.delete(callback);
  }

  close(): void {
    this.callbacks.clear();
    this.socket.close();
  }
}
