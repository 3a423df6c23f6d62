import { EventEmitter } from 'node:events';

import { ignoreGoneReaders } from '../../../cli/terminal/closed-output';

/** Emits an error on a stream whose closed output is ignored. */
function emitting(code: string): () => void {
  const stream = new EventEmitter();
  ignoreGoneReaders(stream);
  return () => stream.emit('error', Object.assign(new Error(`write ${code}`), { code }));
}

test.each([
  ['a pipe whose reader has ended', 'EPIPE'],
  ['a terminal that was closed', 'EIO'],
])('%s does not end the program', (_, code) => {
  expect(emitting(code)).not.toThrow();
});

test('throws every other error', () => {
  expect(emitting('ENOSPC')).toThrow('write ENOSPC');
});
