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
  [['minecraft', '--traffic', '--watch'], "option '--traffic' cannot be used with option '--watch'"],
])('refuses %j before it asks AWS', async (words, message) => {
  await expect(run(...words)).rejects.toThrow(message);
});
