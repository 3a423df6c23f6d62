import { confirm, input, select } from '@inquirer/prompts';

import { askChoice, askName, askText, askYes } from '../../../cli/terminal/prompts';
import { EXIT } from '../../../cli/terminal/errors';

jest.mock('@inquirer/prompts', () => ({ confirm: jest.fn(), input: jest.fn(), select: jest.fn() }));

const terminals = [process.stdin, process.stderr].map((stream) => ({ stream, isTTY: stream.isTTY }));

function onTerminal(isTTY: boolean): void {
  for (const { stream } of terminals) stream.isTTY = isTTY;
}

beforeEach(() => {
  onTerminal(false);
});

afterEach(() => {
  for (const { stream, isTTY } of terminals) stream.isTTY = isTTY;
});

describe('at a terminal, a question with yes or no', () => {
  beforeEach(() => {
    onTerminal(true);
  });

  test('goes on after a yes', async () => {
    jest.mocked(confirm).mockResolvedValue(true);

    await expect(askYes('Retire minecraft?', 'add --yes')).resolves.toBeUndefined();
  });

  test('ends without a failure after a no', async () => {
    jest.mocked(confirm).mockResolvedValue(false);

    await expect(askYes('Retire minecraft?', 'add --yes')).rejects.toMatchObject({
      message: 'Nothing was changed.',
      exitCode: EXIT.done,
    });
  });

  test('fails after Ctrl-C', async () => {
    jest.mocked(confirm).mockRejectedValue(Object.assign(new Error('closed'), { name: 'ExitPromptError' }));

    await expect(askYes('Retire minecraft?', 'add --yes')).rejects.toMatchObject({
      message: 'Nothing was changed.',
      exitCode: EXIT.failed,
    });
  });
});

test('questions show characters that a terminal would obey', async () => {
  onTerminal(true);
  jest.mocked(confirm).mockResolvedValue(true);
  jest.mocked(input).mockResolvedValue('minecraft');
  jest.mocked(select).mockResolvedValue('minecraft');

  await askYes('\u001b[8mGo on?', 'add --yes');
  await askText('\u001b[8mName', { problemOf: () => undefined, instead: 'add --name' });
  await askChoice('\u001b[8mGame', []);

  const shown = { message: expect.stringMatching(/^\\u001b\[8m/) as string };
  for (const prompt of [confirm, input, select]) {
    expect(prompt).toHaveBeenLastCalledWith(expect.objectContaining(shown), expect.anything());
  }
});

describe('without a terminal', () => {
  test('a question with yes or no fails, and names the option that confirms', async () => {
    await expect(askYes('Retire minecraft?', 'add --yes')).rejects.toMatchObject({
      message: 'No terminal to ask for confirmation. Nothing was changed. To confirm, add --yes.',
      exitCode: EXIT.wrongUse,
    });
  });

  test('the message says what was changed before', async () => {
    const asked = askYes('Apply this?', 'add --yes', 'Base is applied. Nothing else was changed.');

    await expect(asked).rejects.toThrow(
      'No terminal to ask for confirmation. Base is applied. Nothing else was changed.',
    );
  });

  test('a question for a text fails, and names the option that answers', async () => {
    const asked = askText('Type', { problemOf: () => undefined, instead: 'add --type' });

    await expect(asked).rejects.toMatchObject({
      message: 'No terminal to ask: add --type.',
      exitCode: EXIT.wrongUse,
    });
  });

  test('a question for a name fails, and names the option that confirms', async () => {
    await expect(askName('Type base:', 'base', 'add --confirm base')).rejects.toMatchObject({
      message: 'No terminal to ask for confirmation. Nothing was changed. To confirm, add --confirm base.',
      exitCode: EXIT.wrongUse,
    });
  });
});
