import { Command } from 'commander';

import { openDeployedLeaves } from '../leaf/deployed-leaves';
import { askYes } from '../terminal/prompts';
import { createReporter } from '../terminal/reporter';
import { sleep } from '../wake/sleep';
import { print } from '../terminal/output';

const HELP_AFTER = `
If players seem to be connected (their traffic is above the threshold), you are
asked first. The container gets its time to save; the next connection wakes the
leaf again. With --stay only ./cm wake does, or somebody in AWS's console: also of
a leaf that is asleep already, and through deployments. ./cm status shows it.

Examples:
  ./cm sleep minecraft
  ./cm sleep minecraft --stay    while you are away`;

/** `./cm sleep <leaf>` */
export function command(open = openDeployedLeaves): Command {
  return new Command('sleep')
    .description('put a leaf to sleep')
    .argument('<leaf>', 'id of the leaf')
    .option('--stay', 'no connection wakes it again, only ./cm wake')
    .option('--yes', 'do not ask, even if players are connected')
    .addHelpText('after', HELP_AFTER)
    .action(async (name: string, { stay = false, yes = false }: { stay?: boolean; yes?: boolean }) => {
      const context = await open().find(name);
      print(await sleep({ ...context, stay, yes, ask: askYes, reporter: createReporter() }));
    });
}
