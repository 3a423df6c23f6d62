import { command } from '../../../cli/commands/check';
import { CommandError } from '../../../cli/terminal/errors';
import { emptyProject, testWorkspace } from '../support/workspace';

const project = emptyProject();

/** What `./cm check` writes to standard output and how it ends. */
async function check(...names: readonly string[]): Promise<[string, unknown]> {
  const silent = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const open = () => ({
    ...testWorkspace(project()),
    caller: () => Promise.reject(new CommandError('no credentials')),
  });
  try {
    const end: unknown = await command(open)
      .parseAsync(names, { from: 'user' })
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

test('prints each check, and fails when one does', async () => {
  const [text, end] = await check('minecraft');

  expect(text).toMatch(/^✗ no credentials$/m);
  expect(text).toMatch(/\n\nFix what is marked with ✗, then run .\/cm check minecraft again. Nothing was changed.\n$/);
  expect(end).toMatchObject({ message: expect.stringMatching(/^\d of 2 checks failed.$/) as string, exitCode: 1 });
});

test('is used wrongly with a leaf that the config does not have', async () => {
  const [text, end] = await check('valheim');

  expect(text).toBe('');
  expect(end).toMatchObject({ message: "there is no leaf 'valheim' in the config: it has minecraft", exitCode: 2 });
});
