import { askName, askYes } from '../../../cli/terminal/prompts';
import { EXIT } from '../../../cli/terminal/errors';

const { isTTY } = process.stdin;

beforeEach(() => {
  process.stdin.isTTY = false;
});

afterEach(() => {
  process.stdin.isTTY = isTTY;
});

describe('where there is no terminal', () => {
  test('a yes cannot be had: says what to do instead', async () => {
    await expect(askYes('Retire minecraft?', 'add --yes')).rejects.toMatchObject({
      message: 'There is nobody to ask here. Nothing was changed. If you want it, add --yes.',
      exitCode: EXIT.wrongUse,
    });
  });

  test('what was changed before is told', async () => {
    const asked = askYes('Apply this?', 'add --yes', 'Base is applied. Nothing else was changed.');

    await expect(asked).rejects.toThrow('There is nobody to ask here. Base is applied. Nothing else was changed.');
  });

  test('a name cannot be had either', async () => {
    await expect(askName('Type base:', 'base', 'add --confirm base')).rejects.toMatchObject({
      message: 'There is nobody to ask here. Nothing was changed. If you want it, add --confirm base.',
      exitCode: EXIT.wrongUse,
    });
  });
});
