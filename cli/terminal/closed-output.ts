/** The errors of a pipe whose reader has ended, and of a closed terminal (EIO: after a lost SSH connection, too). */
const GONE = ['EPIPE', 'EIO'];

/**
 * Lets this program go on when nobody reads its output any more: a reader may end before we do
 * (`./cm status | head -n 1`), and closing the terminal must not end an apply in the middle.
 *
 * @throws every other error of the stream
 */
export function ignoreGoneReaders(stream: NodeJS.EventEmitter): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (!GONE.includes(error.code ?? '')) throw error;
  });
}
