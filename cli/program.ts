import { Command } from 'commander';

import { bootstrapCommand } from './commands/bootstrap';
import { costCommand } from './commands/cost';
import { deployCommand } from './commands/deploy';
import { destroyCommand } from './commands/destroy';
import { holdCommand, releaseCommand } from './commands/hold';
import { planCommand } from './commands/plan';
import { planSummaryCommand } from './commands/plan-summary';
import { retireCommand } from './commands/retire';
import { sleepCommand } from './commands/sleep';
import { statusCommand } from './commands/status';
import { wakeCommand } from './commands/wake';

const HELP_AFTER = `
A leaf is one container: config/leaves/minecraft.yaml is the leaf minecraft. Base
is what all leaves share. The guard stops a deployment that would lose files.

A new AWS account:  npx cm bootstrap, then npx cm deploy
About one command:  npx cm help deploy
Exit codes:         0 done, 1 failed, 2 wrong use, 3 refused, to keep data`;

/** Every command of `npx cm`. It throws a CommanderError where commander would end the process. */
export function cmProgram(): Command {
  const program = new Command('npx cm')
    .usage('<command>')
    .description('Runs containers on AWS only while somebody uses them.')
    .addCommand(bootstrapCommand())
    .addCommand(deployCommand())
    .addCommand(statusCommand())
    .addCommand(wakeCommand())
    .addCommand(sleepCommand())
    .addCommand(holdCommand())
    .addCommand(releaseCommand())
    .addCommand(retireCommand())
    .addCommand(destroyCommand())
    .addCommand(costCommand())
    .addCommand(planCommand())
    .addCommand(planSummaryCommand())
    .addHelpText('after', HELP_AFTER)
    .showHelpAfterError('All commands: npx cm help')
    .exitOverride();
  // an added command does not take these over
  for (const command of program.commands) {
    command.showHelpAfterError(`How it is called: npx cm help ${command.name()}`).exitOverride();
  }
  return program;
}
