import { Command, Option } from 'commander';

import { colorsOn } from '../terminal/colors';
import { findLeaf } from '../project/find-leaf';
import { readStatus } from '../status/status';
import { statusText } from '../status/status-text';
import { watchStatus } from '../status/watch';
import { openWorkspace } from '../workspace';
import { print } from '../terminal/output';

interface StatusOptions {
  readonly watch?: boolean;
  readonly json?: boolean;
}

const HELP_AFTER = `
States: asleep; waking (first its instance, then its container); ready; stopping;
held (./cm hold: nothing puts it to sleep); being retired (./cm retire did not
finish); not deployed.
Traffic is what players send, in bytes per second: at or below the threshold
nobody is connected.

Examples:
  ./cm status
  ./cm status minecraft --watch    until Ctrl-C`;

/** `./cm status [leaf]` */
export function command(open = openWorkspace): Command {
  return new Command('status')
    .description('show the status of leaves and orphaned resources')
    .argument('[leaf]', 'show only this leaf')
    .addOption(new Option('--watch', 'refresh every five seconds').conflicts('json'))
    .option('--json', 'print one JSON document on standard output')
    .addHelpText('after', HELP_AFTER)
    .action(async (name: string | undefined, { watch = false, json = false }: StatusOptions) => {
      const workspace = open();
      const leaf = name === undefined ? undefined : findLeaf(workspace.config, name);
      await workspace.caller();
      const read = () => readStatus(workspace, leaf);
      const text = async () => statusText(await read(), new Date(), colorsOn(process.stdout));
      if (json) print(JSON.stringify(await read(), undefined, 2));
      else if (watch) await watchStatus(text);
      else print(await text());
    });
}
