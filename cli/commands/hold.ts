import { Command } from 'commander';

import { openDeployedLeaves } from '../leaf/deployed-leaves';
import { heldText, hold } from '../leaf/hold';
import { colorsOn } from '../terminal/colors';
import { print } from '../terminal/output';
import { createReporter } from '../terminal/reporter';

const HELP_AFTER = `
For maintenance: neither an alarm nor a crash of its container puts the leaf to
sleep. Instance Left Up still warns by e-mail, but does not stop the leaf. A hold
survives deployments, ./cm status shows it in red, ./cm release ends it. A leaf
that is asleep stays asleep until something wakes it.

Example:
  ./cm hold minecraft`;

/** `./cm hold <leaf>` */
export function command(open = openDeployedLeaves): Command {
  return new Command('hold')
    .description('keep a leaf from being put to sleep, for maintenance')
    .argument('<leaf>', 'id of the leaf')
    .addHelpText('after', HELP_AFTER)
    .action(async (name: string) => {
      const context = await open().find(name);
      const reporter = createReporter();
      await hold(context, (what) => {
        reporter.say(reporter.colors.yellow(what));
      });
      print(colorsOn(process.stdout).red(heldText(context.id)));
    });
}
