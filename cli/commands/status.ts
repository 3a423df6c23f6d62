import { Command, Option } from 'commander';

import { colorsOn } from '../terminal/colors';
import { openDeployedLeaves } from '../leaf/deployed-leaves';
import { PlayersOnline } from '../leaf/players';
import { readStatus } from '../status/status';
import { statusText } from '../status/status-text';
import { watchStatus } from '../status/watch';
import { print } from '../terminal/output';
import { columnsOf } from '../terminal/columns';

interface StatusOptions {
  readonly watch?: boolean;
  readonly json?: boolean;
}

const HELP_AFTER = `
States: asleep; waking (first its instance, then its container); loading (its game has
not answered yet, or its HealthCheck has not passed); ready; stopping; held (./cm hold: nothing puts it to sleep); being retired (./cm retire did not
finish); not deployed. A leaf that AWS has is shown even if its YAML is wrong or
gone. Traffic is what players send, in bytes per second: at or below the threshold
nobody is connected. Players are told by the game of a leaf that has a Query.

Examples:
  ./cm status
  ./cm status minecraft --watch    until Ctrl-C`;

/** `./cm status [leaf]` */
export function command(open = openDeployedLeaves): Command {
  return new Command('status')
    .description('show the status of leaves and orphaned resources')
    .argument('[leaf]', 'show only this leaf')
    .addOption(new Option('--watch', 'refresh every five seconds').conflicts('json'))
    .option('--json', 'print one JSON document on standard output')
    .addHelpText('after', HELP_AFTER)
    .action(async (name: string | undefined, { watch = false, json = false }: StatusOptions) => {
      const leaves = open();
      const { stdout } = process;
      const players = new PlayersOnline();
      const read = () => readStatus(leaves, name, players);
      const text = async () =>
        statusText(await read(), { now: new Date(), colors: colorsOn(stdout), columns: columnsOf(stdout) });
      if (json) print(JSON.stringify(await read(), undefined, 2));
      else if (watch) await watchStatus(text);
      else print(await text());
    });
}
