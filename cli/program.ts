import { createRequire } from 'node:module';

import { Command } from 'commander';

/** In the order of the help. Each is a file of commands/. */
const COMMANDS: readonly string[] = [
  'bootstrap',
  'new',
  'import',
  'deploy',
  'status',
  'wake',
  'sleep',
  'hold',
  'release',
  'retire',
  'destroy',
  'cost',
  'plan',
  'plan-summary',
];

/** What such a file exports. */
interface CommandFile {
  readonly command: () => Command;
}

const HELP_AFTER = `
A leaf is one container: config/leaves/minecraft.yaml is the leaf minecraft. Base
is what all leaves share. The guard stops a deployment that would lose files.

A new AWS account:  ./cm bootstrap, then ./cm deploy
About one command:  ./cm help deploy
Exit codes:         0 done, 1 failed, 2 wrong use, 3 refused, to protect data`;

const load = createRequire(__filename);

/**
 * `./cm`. It throws a CommanderError where commander would end the process.
 *
 * @param word the first that a person gave: where it names a command, the program has only that one, and only its file is
 *   loaded. With all of them each call of `./cm` would take a second more
 */
export function cmProgram(word = ''): Command {
  const program = new Command('./cm')
    .usage('<command>')
    .description('Runs containers on AWS only while somebody uses them.')
    .addHelpText('after', HELP_AFTER)
    .showHelpAfterError('All commands: ./cm help')
    .exitOverride();
  for (const name of COMMANDS.includes(word) ? [word] : COMMANDS) {
    // a cast, since require has no types: a test makes each command
    program.addCommand((load(`./commands/${name}`) as CommandFile).command());
  }
  // an added command does not take these over
  for (const command of program.commands) {
    command.showHelpAfterError(`Usage and examples: ./cm help ${command.name()}`).exitOverride();
  }
  return program;
}
