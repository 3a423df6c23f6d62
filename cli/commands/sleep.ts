import { Command } from 'commander';

import { lookAt } from '../leaf/facts';
import { groupOf, turn } from '../leaf/group';
import { phaseOf } from '../leaf/phase';
import { type Traffic } from '../leaf/traffic';
import { askYes } from '../terminal/prompts';
import { createReporter } from '../terminal/reporter';
import { openWorkspace } from '../workspace';

const HELP_AFTER = `
Where players seem to be connected (their traffic is above the threshold) you are
asked first. The container gets its time to save; the next connection wakes the
leaf again.

Example:
  ./cm sleep minecraft`;

/** `./cm sleep <leaf>` */
export function sleepCommand(open = openWorkspace): Command {
  return new Command('sleep')
    .description('put a leaf to sleep')
    .argument('<leaf>', 'id of the leaf')
    .option('--yes', 'do not ask, also where players are connected')
    .addHelpText('after', HELP_AFTER)
    .action(async (name: string, { yes = false }: { yes?: boolean }) => {
      const { leaf, names, clients } = await open().leaf(name);
      const group = await groupOf(clients.autoScaling, names.autoScalingGroup, leaf);
      const facts = await lookAt(clients, names, group, new Date());
      const phase = phaseOf(facts);
      if (phase === 'asleep' || phase === 'stopping') {
        console.log(phase === 'asleep' ? `${leaf.id} is asleep already.` : `${leaf.id} is being put to sleep already.`);
        return;
      }
      await warnOfPlayers(leaf.id, facts.traffic, yes);
      await turn(clients.autoScaling, names.autoScalingGroup, 0);
      console.log(
        `${leaf.id} is being put to sleep: its container has ${leaf.container.stopTimeoutSeconds} s to save, then the ` +
          'instance goes.',
      );
    });
}

/** Asks where somebody seems to play. */
async function warnOfPlayers(id: string, traffic: Traffic | undefined, yes: boolean): Promise<void> {
  if (traffic === undefined || traffic.bytesPerSecond <= traffic.threshold) return;
  const { yellow } = createReporter().colors;
  createReporter().say(
    yellow(
      `Somebody seems to play on ${id}: ${Math.round(traffic.bytesPerSecond)} bytes per second arrive, ` +
        `nobody is connected at ${traffic.threshold} or less.`,
    ),
  );
  if (!yes) await askYes('Put it to sleep all the same?', 'add --yes');
}
