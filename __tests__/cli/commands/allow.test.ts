import { command } from '../../../cli/commands/allow';
import { type DeployedLeaves } from '../../../cli/leaf/deployed-leaves';

const find = jest.fn<Promise<never>, [string]>();
// a cast, since the command uses no more of it
const run = (...words: readonly string[]) =>
  command(() => ({ find }) as unknown as DeployedLeaves)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .parseAsync(['minecraft', ...words], { from: 'user' });

beforeEach(() => {
  find.mockReset().mockRejectedValue(new Error('found'));
});

test('finds the leaf', async () => {
  await expect(run('5h')).rejects.toThrow('found');
  expect(find.mock.calls).toEqual([['minecraft']]);
});

test.each([['0h'], ['five'], ['--', '-5h'], ['1.5h'], ['']])('refuses %s, and says what to write', async (...words) => {
  await expect(run(...words)).rejects.toThrow(
    /command-argument value '.*' is invalid for argument 'hours'[.] Use hours and minutes above 0, such as 5h, 30m or 1h30m[.]/,
  );
  expect(find).not.toHaveBeenCalled();
});

test.each([[], ['-5h']])('refuses %j', async (...words) => {
  await expect(run(...words)).rejects.toThrow(/missing required argument 'hours'|unknown option '-5h'/);
});
