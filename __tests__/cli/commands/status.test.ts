import { command } from '../../../cli/commands/status';

const run = (...words: readonly string[]) =>
  command(() => {
    throw new Error('asked AWS');
  })
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .parseAsync(words, { from: 'user' });

test.each([
  [['--traffic'], '--traffic needs a leaf: ./cm status <leaf> --traffic'],
  [['minecraft', '--days', '7'], '--days needs --traffic'],
  [
    ['minecraft', '--traffic', '--days', '16'],
    'Use a whole number from 1 to 15: CloudWatch keeps minutes for 15 days.',
  ],
  [['minecraft', '--traffic', '--days', '1.5'], 'Use a whole number from 1 to 15'],
  [['--starts'], '--starts needs a leaf: ./cm status <leaf> --starts'],
  [['minecraft', '--starts', '--watch'], "option '--starts' cannot be used with option '--watch'"],
  [['minecraft', '--starts', '--traffic'], "option '--starts' cannot be used with option '--traffic'"],
  [['minecraft', '--starts', '--days', '7'], '--days needs --traffic'],
  [['minecraft', '--traffic', '--watch'], "option '--traffic' cannot be used with option '--watch'"],
])('refuses %j before it asks AWS', async (words, message) => {
  await expect(run(...words)).rejects.toThrow(message);
});

test('the help says what the column Traffic shows, with and without a Query', async () => {
  let help = '';
  const output = { writeOut: (text: string) => (help += text) };
  const shown = command().exitOverride().configureOutput(output).parseAsync(['--help'], { from: 'user' });

  await expect(shown).rejects.toThrow('(outputHelp)');
  expect(help.replace(/\s+/g, ' ')).toContain(
    '"occupied" or "nobody plays" where the game of a leaf with a Query says so (a game that loads counts as occupied), else ' +
      'what players send in bytes per second: at or below the threshold nobody counts as connected.',
  );
});
