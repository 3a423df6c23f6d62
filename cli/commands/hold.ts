import { Command } from 'commander';

import { groupOf } from '../leaf/group';
import { hold, release } from '../leaf/hold';
import { createReporter } from '../terminal/reporter';
import { heldText } from '../status/status-text';
import { openWorkspace } from '../workspace';

const HELP_HOLD = `
For maintenance: no alarm puts the leaf to sleep, and no crash of its container.
Instance Left Up still warns by e-mail, but does not stop. A deployment keeps the
hold, ./cm status shows it in red, ./cm release ends it. A leaf that is asleep
stays asleep until something wakes it.

Example:
  ./cm hold minecraft`;

const HELP_RELEASE = `
Alarms and crashes put the leaf to sleep again. Where nobody has been connected
for a while, that happens within a minute.

Example:
  ./cm release minecraft`;

/** `./cm hold <leaf>` */
export function holdCommand(open = openWorkspace): Command {
  return new Command('hold')
    .description('keep a leaf from being put to sleep, for maintenance')
    .argument('<leaf>', 'id of the leaf')
    .addHelpText('after', HELP_HOLD)
    .action(async (name: string) => {
      const { leaf, names, clients } = await open().leaf(name);
      await groupOf(clients.autoScaling, names.autoScalingGroup, leaf);
      await hold(clients, names);
      const { colors } = createReporter(process.stdout);
      console.log(colors.red(heldText(leaf.id)));
    });
}

/** `./cm release <leaf>` */
export function releaseCommand(open = openWorkspace): Command {
  return new Command('release')
    .description('end a hold: a leaf may be put to sleep again')
    .argument('<leaf>', 'id of the leaf')
    .addHelpText('after', HELP_RELEASE)
    .action(async (name: string) => {
      const { leaf, names, clients } = await open().leaf(name);
      await groupOf(clients.autoScaling, names.autoScalingGroup, leaf);
      await release(clients, names);
      console.log(`${leaf.id} is no longer on hold: it falls asleep when nobody is connected.`);
    });
}
