import { askName, askText, askYes } from '../../../cli/terminal/prompts';
import { EXIT } from '../../../cli/terminal/errors';

const { isTTY } = process.stdin;

beforeEach(() => {
  process.stdin.isTTY = false;
});

afterEach(() => {
  process.stdin.isTTY = isTTY;
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
