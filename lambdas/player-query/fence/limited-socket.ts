import { type Socket } from 'node:net';

import { MAX_BYTES } from './limits';

/** Closes a TCP connection that sends more than a query may read. */
export function limitBytes(socket: Socket): void {
  let bytes = 0;
  socket.on('data', (data: Buffer) => {
    bytes += data.length;
    if (bytes > MAX_BYTES) socket.destroy();
  });
}
