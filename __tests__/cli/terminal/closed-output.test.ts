import { EventEmitter } from 'node:events';

import { ignoreGoneReaders } from '../../../cli/terminal/closed-output';

/** Whether a stream gets over an error. */
function getsOver(code: string): () => void {
  const stream = new EventEmitter();
  ignoreGoneReaders(stream);
  return () => stream.emit('error', Object.assign(new Error(`write ${code}`), { code }));
}

test.each([
  ['a pipe whose reader has ended', 'EPIPE'],
  ['a terminal that was closed', 'EIO'],
])('%s ends nothing', (_, code) => {
  expect(getsOver(code)).not.toThrow();
});

test('what went wrong otherwise is not hidden', () => {
  expect(getsOver('ENOSPC')).toThrow('write ENOSPC');
});
