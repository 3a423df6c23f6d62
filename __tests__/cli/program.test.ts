import { CommanderError } from 'commander';

import { cmProgram } from '../../cli/program';

const NAMES = cmProgram().commands.map((command) => command.name());

/** What `./cm` writes to standard output for a person's words. */
async function answerTo(...words: readonly string[]): Promise<string> {
  const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    // help ends in an error, where commander would end the process
    await expect(cmProgram().parseAsync(words, { from: 'user' })).rejects.toBeInstanceOf(CommanderError);
    return write.mock.calls.map(([text]) => String(text)).join('');
  } finally {
    write.mockRestore();
  }
}

test.each(NAMES)('loads no other command when somebody calls %s', (name) => {
  expect(cmProgram(name).commands.map((command) => command.name())).toEqual([name]);
});

test.each([
  ['start', 'wake a leaf'],
  ['stop', 'put a leaf to sleep'],
  ['list', 'show the status'],
])('understands %s', (word, description) => {
  const [command, ...others] = cmProgram(word).commands;

  expect(command?.name()).toBe(word);
  expect(command?.description()).toMatch(new RegExp(`^${description}`));
  expect(others).toEqual([]);
});

test.each(['--version', '-V'])('loads no command for %s', (word) => {
  expect(cmProgram(word).commands).toEqual([]);
});

test.each(['help', '--help', 'deplo', 'constructor'])('loads every command for %s', (word) => {
  expect(cmProgram(word).commands.map((command) => command.name())).toEqual(NAMES);
});

test('the help names every command and what it does', async () => {
  const help = await answerTo('--help');

  expect(NAMES).toContain('deploy');
  for (const name of NAMES) expect(help).toMatch(new RegExp(`^ {2}${name} .*[a-z]{2}`, 'm'));
});

test.each(NAMES)('the help of %s says what it does and how to call it, in lines that fit a terminal', async (name) => {
  const help = await answerTo('help', name);

  const [usage = '', , description = ''] = help.split('\n');
  expect(usage).toMatch(new RegExp(`^Usage: ./cm ${name}( |$)`));
  expect(description).toMatch(/^[a-z].{10,}/);
  expect(help).toMatch(new RegExp(`^Examples?:\\n( {2}./cm .*\\n)*? {2}./cm ${name}(?![\\w-])`, 'm'));
  expect(help.split('\n').filter((line) => line.length > 82)).toEqual([]);
});

test.each([
  [['deplo'], 'All commands: ./cm help'],
  [['wake'], 'Usage and examples: ./cm help wake'],
  [['start'], 'Usage and examples: ./cm help wake'],
])('says where to find help after %j', async (words, hint) => {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);

  await expect(cmProgram(words[0]).parseAsync(words, { from: 'user' })).rejects.toBeInstanceOf(CommanderError);

  const told = write.mock.calls.map(([text]) => String(text)).join('');
  write.mockRestore();
  expect(told).toMatch(/^error: /);
  expect(told).toContain(`${hint}\n`);
});
