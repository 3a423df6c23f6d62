import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';

import { command } from '../../../cli/commands/webhooks';
import { type Webhook } from '../../../lambdas/webhooks/contract';
import { baseConfig } from '../../support/configs';
import { emptyProject, testWorkspace } from '../support/workspace';

const project = emptyProject();
const lambda = mockClient(LambdaClient);
const WEBHOOKS = [{ parameter: '/games/discord', format: 'discord' }] as const;

beforeEach(() => lambda.reset());

/** What `./cm webhooks` writes to standard output and how it ends. */
async function webhooks(words: readonly string[], listed: readonly Webhook[] = WEBHOOKS): Promise<[string, unknown]> {
  const silent = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    const end: unknown = await command(() => testWorkspace(project(), { base: baseConfig({ webhooks: listed }) }))
      .exitOverride()
      .parseAsync(words, { from: 'user' })
      .then(
        () => undefined,
        (error: unknown) => error,
      );
    return [write.mock.calls.map(([text]) => String(text)).join(''), end];
  } finally {
    silent.mockRestore();
    write.mockRestore();
  }
}

const answers = (answer: unknown) => {
  lambda.on(InvokeCommand).callsFake(() => ({ Payload: Buffer.from(JSON.stringify(answer)) }));
};

test('prints that each was posted', async () => {
  answers(WEBHOOKS);

  expect(await webhooks(['test'])).toEqual(['✓ /games/discord (discord): posted\n', undefined]);
});

test('fails where one was not posted', async () => {
  answers([{ ...WEBHOOKS[0], failure: 'it answers 400' }]);

  const [text, end] = await webhooks(['test']);

  expect(text).toBe('✗ /games/discord (discord): it answers 400\n');
  expect(end).toMatchObject({ message: '1 of 1 webhooks did not get the message.', exitCode: 1 });
});

test.each([[[]], [['list']]])('is used wrongly with %j, and asks AWS nothing', async (words) => {
  const [, end] = await webhooks(words);

  expect(String(end)).toMatch(/missing required argument 'what'|value 'list' is invalid for argument 'what'/);
  expect(lambda.calls()).toEqual([]);
});
