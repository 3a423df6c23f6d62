import { randomBytes, randomInt } from 'node:crypto';
import { createServer } from 'node:net';

import { type Answer } from '../../../lambdas/player-query/answer';
import { type Target } from '../../../lambdas/player-query/ask';
import { bundle } from '../../../modules/aws/bundle';
import { ALLOWED_PROTOCOLS } from '../../../modules/config/query-games/protocols';
import { tcpServer, udpServer } from '../../support/game-servers/game-server';

const { handler } = jest.requireActual<{ handler: (target: Target) => Promise<Answer | undefined> }>(
  bundle('__tests__/support/functions/player-query/handler.ts').path,
);

/** Beginnings that protocols know: of Source and Quake, of the first answer of each GameSpy, of Bedrock. */
const HEADS = ['ffffffff', 'ffffffff49', 'ffffffff44', 'feffffff', '00', '09', '05', '1c', '']
  .map((hex) => Buffer.from(hex, 'hex'))
  .concat(
    ['\xff\xff\xff\xffprint\n', '\xff\xff\xff\xffstatusResponse\n', '\\final\\', 'EYE1', 'SAMP'].map((text) =>
      Buffer.from(text, 'latin1'),
    ),
  );

/** Begins like an answer, or like the question that is sent back, and goes on as it likes. */
function nonsense(question: Buffer): Buffer {
  const head = [...HEADS, question, question.subarray(0, 5)][randomInt(HEADS.length + 2)] ?? question;
  return Buffer.concat([head, randomBytes(randomInt(1_400))]);
}

test('whatever a game sends, each protocol is done within 8 s, with counts or nothing', async () => {
  const udp = await udpServer((question, from, socket) => {
    for (let n = 0; n < 8; n += 1) socket.send(nonsense(question), from.port, from.address);
    return nonsense(question);
  });
  const tcp = await tcpServer(
    createServer((socket) => {
      socket.on('data', (question) => {
        for (let n = 0; n < 8; n += 1) socket.write(nonsense(question));
      });
    }),
  );
  const from = performance.now();

  const answers = await Promise.all(
    Object.entries(ALLOWED_PROTOCOLS).map(
      ([
        protocol,
        {
          transports: [transport],
        },
      ]) => handler({ address: '127.0.0.1', port: (transport === 'udp' ? udp : tcp).port, protocol, wantsNames: true }),
    ),
  );
  const seconds = (performance.now() - from) / 1_000;
  await Promise.all([udp.close(), tcp.close()]);

  expect(seconds).toBeLessThan(10);
  for (const { players } of answers.flatMap((answer) => answer ?? [])) {
    const { online = 0, max = 1, names = [] } = players ?? {};
    expect(Number.isInteger(online) && online >= 0 && online <= 100_000).toBe(true);
    expect(Number.isInteger(max) && max >= 1 && max <= 100_000).toBe(true);
    expect(names.filter((name) => Array.from(name).length > 32 || /[\p{C}]/u.test(name))).toEqual([]);
  }
});
