import { createRequire } from 'node:module';

import { Command } from 'commander';

import type * as bootstrap from './commands/bootstrap';
import type * as cost from './commands/cost';
import type * as deploy from './commands/deploy';
import type * as destroy from './commands/destroy';
import type * as hold from './commands/hold';
import type * as plan from './commands/plan';
import type * as planSummary from './commands/plan-summary';
import type * as retire from './commands/retire';
import type * as sleep from './commands/sleep';
import type * as status from './commands/status';
import type * as wake from './commands/wake';

const load = createRequire(__filename);

/**
 * Makes each command, in the order of the help. A command's file is loaded when its command is made: with all of them each
 * call of `./cm` would take a second more.
 */
const COMMANDS: Readonly<Record<string, () => Command>> = {
  bootstrap: () => (load('./commands/bootstrap') as typeof bootstrap).bootstrapCommand(),
  deploy: () => (load('./commands/deploy') as typeof deploy).deployCommand(),
  status: () => (load('./commands/status') as typeof status).statusCommand(),
  wake: () => (load('./commands/wake') as typeof wake).wakeCommand(),
  sleep: () => (load('./commands/sleep') as typeof sleep).sleepCommand(),
  hold: () => (load('./commands/hold') as typeof hold).holdCommand(),
  release: () => (load('./commands/hold') as typeof hold).releaseCommand(),
  retire: () => (load('./commands/retire') as typeof retire).retireCommand(),
  destroy: () => (load('./commands/destroy') as typeof destroy).destroyCommand(),
  cost: () => (load('./commands/cost') as typeof cost).costCommand(),
  plan: () => (load('./commands/plan') as typeof plan).planCommand(),
  'plan-summary': () => (load('./commands/plan-summary') as typeof planSummary).planSummaryCommand(),
};

const HELP_AFTER = `
A leaf is one container: config/leaves/minecraft.yaml is the leaf minecraft. Base
is what all leaves share. The guard stops a deployment that would lose files.

A new AWS account:  ./cm bootstrap, then ./cm deploy
About one command:  ./cm help deploy
Exit codes:         0 done, 1 failed, 2 wrong use, 3 refused, to keep data`;

/**
 * `./cm`. It throws a CommanderError where commander would end the process.
 *
 * @param word the first that a person gave: where it names a command, the program has no other one
 */
export function cmProgram(word = ''): Command {
  const program = new Command('./cm')
    .usage('<command>')
    .description('Runs containers on AWS only while somebody uses them.')
    .addHelpText('after', HELP_AFTER)
    .showHelpAfterError('All commands: ./cm help')
    .exitOverride();
  const one = Object.hasOwn(COMMANDS, word) ? COMMANDS[word] : undefined;
  for (const make of one ? [one] : Object.values(COMMANDS)) program.addCommand(make());
  // an added command does not take these over
  for (const command of program.commands) {
    command.showHelpAfterError(`How it is called: ./cm help ${command.name()}`).exitOverride();
  }
  return program;
}
