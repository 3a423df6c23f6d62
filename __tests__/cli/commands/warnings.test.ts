import { command as deploy } from '../../../cli/commands/deploy';
import { command as plan } from '../../../cli/commands/plan';
import { CommandError } from '../../../cli/terminal/errors';
import { emptyProject, testWorkspace } from '../support/workspace';

const project = emptyProject();

test.each([
  ['deploy', deploy],
  ['plan', plan],
])('./cm %s shows what of the config looks like a mistake, before it asks AWS', async (_, command) => {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const open = () => ({
    ...testWorkspace(project()),
    warnings: ['config/leaves/mc.yaml:8:5 looks like a password'],
    prepare: () => Promise.reject(new CommandError('no credentials')),
  });

  await expect(command(open).parseAsync([], { from: 'user' })).rejects.toThrow('no credentials');

  const told = write.mock.calls.map(([text]) => String(text)).join('');
  write.mockRestore();
  expect(told).toContain('Warning: config/leaves/mc.yaml:8:5 looks like a password\n');
});
