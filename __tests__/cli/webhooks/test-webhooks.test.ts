import { InvokeCommand, LambdaClient, ResourceNotFoundException } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';

import { testWebhooks } from '../../../cli/webhooks/test-webhooks';

const lambda = mockClient(LambdaClient);
const WEBHOOKS = [
  { parameter: '/games/discord', format: 'discord' },
  { parameter: '/games/json', format: 'json' },
] as const;

beforeEach(() => lambda.reset());

const posted = (webhooks: typeof WEBHOOKS | readonly [] = WEBHOOKS) =>
  testWebhooks({ name: 'games', webhooks }, new LambdaClient({ region: 'eu-central-1' }));
const answers = (answer: unknown) => {
  lambda.on(InvokeCommand).callsFake(() => ({ Payload: Buffer.from(JSON.stringify(answer)) }));
};

test('says of each webhook what became of it', async () => {
  answers([{ ...WEBHOOKS[0], failure: 'it answers 400' }, WEBHOOKS[1]]);

  await expect(posted()).resolves.toEqual({
    lines: ['✗ /games/discord (discord): it answers 400', '✓ /games/json (json): posted'],
    failed: 1,
  });
  expect(lambda.commandCalls(InvokeCommand).map(({ args }) => args[0].input)).toEqual([
    { FunctionName: 'games-base-webhooks', Payload: Buffer.from('{"action":"test"}') },
  ]);
});

test('says which is not deployed yet', async () => {
  answers([WEBHOOKS[0]]);

  await expect(posted()).resolves.toEqual({
    lines: ['✓ /games/discord (discord): posted', '✗ /games/json: not deployed yet: run ./cm deploy'],
    failed: 1,
  });
});

test('fails without webhooks, and asks AWS nothing', async () => {
  await expect(posted([])).rejects.toThrow('base.yaml has no Webhooks: docs/webhooks.md says how to make one.');
  expect(lambda.calls()).toEqual([]);
});

test('fails where the function does not exist yet', async () => {
  lambda
    .on(InvokeCommand)
    .rejects(new ResourceNotFoundException({ message: 'no', Message: 'no', $metadata: {}, Type: 'User' }));

  await expect(posted()).rejects.toThrow('Webhooks is not deployed yet: run ./cm deploy first.');
});

test('fails where the function fails, and names its log', async () => {
  lambda.on(InvokeCommand).resolves({ FunctionError: 'Unhandled' });

  await expect(posted()).rejects.toThrow(
    'The function games-base-webhooks failed: read its log, /aws/lambda/games-base-webhooks.',
  );
});
