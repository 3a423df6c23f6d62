import { Command } from 'commander';

import { openDeployedLeaves } from '../leaf/deployed-leaves';
import { release } from '../leaf/hold';
import { print } from '../terminal/output';

const HELP_AFTER = `
Alarms and crashes put the leaf to sleep again. If nobody has been connected for a
while, that happens within a minute.

Example:
  ./cm release minecraft`;

/** `./cm release <leaf>` */
export function command(open = openDeployedLeaves): Command {
  return new Command('release')
    .description('end a hold: a leaf may be put to sleep again')
    .argument('<leaf>', 'id of the leaf')
    .addHelpText('after', HELP_AFTER)
    .action(async (name: string) => {
      const context = await open().find(name);
      await release(context);
      print(`${context.id} is no longer on hold: it falls asleep when nobody is connected.`);
    });
}
