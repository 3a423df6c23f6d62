import { Command } from 'commander';

import { openDeployedLeaves } from '../leaf/deployed-leaves';
import { askYes } from '../terminal/prompts';
import { createReporter } from '../terminal/reporter';
import { sleep } from '../wake/sleep';
import { print } from '../terminal/output';

const HELP_AFTER = `
If players seem to be connected (their traffic is above the threshold), you are
asked first. The container gets its time to save; the next connection wakes the
leaf again.

Example:
  ./cm sleep minecraft`;

/** `./cm sleep <leaf>` */
export function command(open = openDeployedLeaves): Command {
  return new Command('sleep')
    .description('put a leaf to sleep')
    .argument('<leaf>', 'id of the leaf')
    .option('--yes', 'do not ask, even if players are connected')
    .addHelpText('after', HELP_AFTER)
    .action(async (name: string, { yes = false }: { yes?: boolean }) => {
      const context = await open().find(name);
      print(await sleep({ ...context, yes, ask: askYes, reporter: createReporter() }));
    });
}
