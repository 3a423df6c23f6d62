/** A pipe whose reader has ended, and a terminal that is closed (EIO: of a lost SSH connection, too). */
const GONE = ['EPIPE', 'EIO'];

/**
 * Lets this program go on when nobody reads any more what it writes: whoever reads may have enough before we are done
 * (`./cm status | head -n 1`), and whoever closes the terminal must not end an apply in the middle.
 */
export function ignoreGoneReaders(stream: NodeJS.EventEmitter): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (!GONE.includes(error.code ?? '')) throw error;
  });
}
