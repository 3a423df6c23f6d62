import { setTimeout } from 'node:timers/promises';

import { Command, Option } from 'commander';

import { type Config, type LeafConfig } from '../../modules/config/types';
import { whoAmI } from '../aws/caller';
import { type AwsClients, awsClients } from '../aws/clients';
import { colorsOn } from '../terminal/colors';
import { leafNamed } from '../project/find-leaf';
import { readConfig } from '../project/project';
import { readStatus } from '../status/status';
import { statusText } from '../status/status-text';

interface StatusOptions {
  readonly watch?: boolean;
  readonly json?: boolean;
}

const PAUSE_MS = 5_000;

const HELP_AFTER = `
States: asleep; waking (first its instance, then its container); ready; stopping;
held (./cm hold: nothing puts it to sleep); being retired (./cm retire did not
end); not deployed.
Traffic is what arrives from players, in bytes per second: at or below the
threshold nobody is connected.

Examples:
  ./cm status
  ./cm status minecraft --watch    until Ctrl-C`;

/** `./cm status [leaf]` */
export function statusCommand(): Command {
  return new Command('status')
    .description('show how the leaves are, and what nobody looks after')
    .argument('[leaf]', 'show this leaf alone')
    .addOption(new Option('--watch', 'show it anew every five seconds').conflicts('json'))
    .option('--json', 'answer with one JSON document on standard output')
    .addHelpText('after', HELP_AFTER)
    .action(async (name: string | undefined, { watch = false, json = false }: StatusOptions) => {
      const { config } = readConfig();
      const leaf = name === undefined ? undefined : leafNamed(config, name);
      await whoAmI(config.base.region);
      const clients = awsClients(config.base.region);
      if (json) console.log(JSON.stringify(await readStatus(clients, config, leaf), undefined, 2));
      else if (watch) await watchStatus(clients, config, leaf);
      else console.log(await text(clients, config, leaf));
    });
}

async function watchStatus(clients: AwsClients, config: Config, leaf: LeafConfig | undefined): Promise<void> {
  // an object, since the compiler does not see that a variable changes in a handler
  const reader = { isGone: false };
  process.stdout.once('error', () => (reader.isGone = true));
  while (!reader.isGone) {
    const shown = await text(clients, config, leaf);
    // what was shown before scrolls away, but is not lost
    if (process.stdout.isTTY) console.clear();
    console.log(`${new Date().toLocaleTimeString()}\n${shown}`);
    await setTimeout(PAUSE_MS);
  }
}

async function text(clients: AwsClients, config: Config, leaf: LeafConfig | undefined): Promise<string> {
  const status = await readStatus(clients, config, leaf);
  return statusText(status, new Date(), colorsOn(process.stdout));
}
