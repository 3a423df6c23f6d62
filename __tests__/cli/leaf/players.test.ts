import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';

import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';

import { AwsClients } from '../../../cli/aws/clients';
import { PlayersOnline } from '../../../cli/leaf/players';
import { NAMES } from '../support/leaf';

const lambda = mockClient(LambdaClient);
const LEAF = { clients: new AwsClients('eu-central-1'), names: NAMES };
const answers = (answer: unknown) => {
  lambda.on(InvokeCommand).callsFake(() => ({ Payload: Buffer.from(JSON.stringify(answer)) }));
};
const env = { ...process.env };

beforeEach(() => {
  lambda.reset();
});
afterEach(() => {
  process.env = { ...env };
});

test('asks the function of the leaf, within 1.5 seconds', async () => {
  answers({ answered: true, players: { online: 2, max: 20, names: ['Steve', 'Alex'] } });

  expect(await new PlayersOnline().of(LEAF)).toEqual({ online: 2, max: 20, names: ['Steve', 'Alex'] });
  expect(lambda.commandCalls(InvokeCommand).map(({ args }) => args[0].input)).toEqual([
    { FunctionName: 'games-minecraft-player-query', Payload: Buffer.from('{"action":"ask"}') },
  ]);
});

test('a status that is shown again and again asks every 10 seconds', async () => {
  answers({ answered: true, players: { online: 0, names: [] } });
  let now = 0;
  const players = new PlayersOnline(() => now);
  for (now = 0; now <= 20_000; now += 5_000) await players.of(LEAF);

  expect(lambda.commandCalls(InvokeCommand)).toHaveLength(3);
});

test('knows nothing of a game that does not count its players', async () => {
  answers({ answered: true });

  expect(await new PlayersOnline().of(LEAF)).toBeUndefined();
});

test('says that the game does not answer', async () => {
  answers({ answered: false });

  expect(await new PlayersOnline().of(LEAF)).toEqual({ unknown: 'the game does not answer' });
});

test('says that the function failed', async () => {
  lambda.on(InvokeCommand).resolves({ FunctionError: 'Unhandled' });

  expect(await new PlayersOnline().of(LEAF)).toEqual({ unknown: 'the function player-query failed' });
});

test.each([
  ['AccessDeniedException', 'permission'],
  ['AbortError', 'no answer in 1.5 s'],
  ['TimeoutError', 'no answer in 1.5 s'],
  ['ResourceNotFoundException', 'ResourceNotFoundException'],
])('does not fail with %s: %s', async (name, unknown) => {
  lambda.on(InvokeCommand).rejects(Object.assign(new Error('AWS says no'), { name }));

  expect(await new PlayersOnline().of(LEAF)).toEqual({ unknown });
});

test('waits no longer than 1.5 seconds, and tries no second time', async () => {
  let requests = 0;
  const server = createServer(() => (requests += 1)).listen(0);
  const { port } = server.address() as AddressInfo;
  process.env = {
    ...env,
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
  };
  lambda.restore();
  const began = Date.now();

  const answer = await new PlayersOnline().of({ clients: new AwsClients('eu-central-1'), names: NAMES });

  expect(answer).toEqual({ unknown: 'no answer in 1.5 s' });
  expect(Date.now() - began).toBeLessThan(3_000);
  expect(requests).toBe(1);
  server.closeAllConnections();
  server.close();
});

test.each(['null', '{}', 'not JSON', ''])('knows nothing after a wrong answer: %s', async (payload) => {
  lambda.on(InvokeCommand).callsFake(() => ({ Payload: Buffer.from(payload) }));

  expect(await new PlayersOnline().of(LEAF)).toEqual({ unknown: 'wrong answer' });
});
