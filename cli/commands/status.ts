import { setTimeout } from 'node:timers/promises';

import { Command, Option } from 'commander';

import { type LeafConfig } from '../../modules/config/types';
import { colorsOn } from '../terminal/colors';
import { findLeaf } from '../project/find-leaf';
import { readStatus } from '../status/status';
import { statusText } from '../status/status-text';
import { openWorkspace, type Workspace } from '../workspace';

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
export function command(open = openWorkspace): Command {
  return new Command('status')
    .description('show how the leaves are, and what nobody looks after')
    .argument('[leaf]', 'show this leaf alone')
    .addOption(new Option('--watch', 'show it anew every five seconds').conflicts('json'))
    .option('--json', 'answer with one JSON document on standard output')
    .addHelpText('after', HELP_AFTER)
    .action(async (name: string | undefined, { watch = false, json = false }: StatusOptions) => {
      const workspace = open();
      const leaf = name === undefined ? undefined : findLeaf(workspace.config, name);
      await workspace.caller();
      if (json) console.log(JSON.stringify(await readStatus(workspace, leaf), undefined, 2));
      else if (watch) await watchStatus(workspace, leaf);
      else console.log(await text(workspace, leaf));
    });
}

async function watchStatus(workspace: Workspace, leaf: LeafConfig | undefined): Promise<void> {
  // an object, since the compiler does not see that a variable changes in a handler
  const reader = { isGone: false };
  process.stdout.once('error', () => (reader.isGone = true));
  while (!reader.isGone) {
    const shown = await text(workspace, leaf);
    // what was shown before scrolls away, but is not lost
    if (process.stdout.isTTY) console.clear();
    console.log(`${new Date().toLocaleTimeString()}\n${shown}`);
    await setTimeout(PAUSE_MS);
  }
}

async function text(workspace: Workspace, leaf: LeafConfig | undefined): Promise<string> {
  const status = await readStatus(workspace, leaf);
  return statusText(status, new Date(), colorsOn(process.stdout));
}
