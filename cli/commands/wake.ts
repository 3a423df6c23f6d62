import { Command, InvalidArgumentError } from 'commander';

import { systemClock } from '../../lambdas/shared/clock';
import { hostNameOf, portsText } from '../../modules/config/leaf-address';
import { type BaseConfig, type LeafConfig } from '../../modules/config/types';
import { lookAt } from '../leaf/facts';
import { findGroup } from '../leaf/group';
import { isHeld } from '../leaf/hold';
import { duration } from '../terminal/duration';
import { createReporter, type Reporter } from '../terminal/reporter';
import { heldText } from '../status/status-text';
import { invitation } from '../wake/invitation';
import { type AwakeLeaf, wake } from '../wake/wake';
import { type LeafContext, openWorkspace } from '../workspace';

interface WakeOptions {
  /** Minutes. */
  readonly timeout: number;
  readonly json?: boolean;
}

const DEFAULT_TIMEOUT_MINUTES = 15;

const HELP_AFTER = `
It waits until players can connect: for the instance, for the container, for the
address; then it prints the address and a line to send to friends. A leaf that is
on hold wakes too, and stays awake until ./cm release.

Example:
  ./cm wake minecraft`;

/** `./cm wake <leaf>` */
export function wakeCommand(open = openWorkspace): Command {
  return new Command('wake')
    .description('wake a leaf and wait until players can connect')
    .argument('<leaf>', 'id of the leaf')
    .option('--timeout <minutes>', 'how long to wait', minutes, DEFAULT_TIMEOUT_MINUTES)
    .option('--json', 'answer with one JSON document on standard output')
    .addHelpText('after', HELP_AFTER)
    .action(async (name: string, { timeout, json = false }: WakeOptions) => {
      const reporter = createReporter();
      const one = await open().leaf(name);
      const { base, leaf } = one;
      const startedAt = Date.now();
      const awake = await reporter.during(`Waking ${leaf.id}`, (say) =>
        wake({ ...one, timeoutSeconds: timeout * 60, clock: systemClock, say }),
      );
      await tellHold(one, reporter);
      const seconds = Math.round((Date.now() - startedAt) / 1_000);
      if (json) console.log(JSON.stringify(asJson(base, leaf, awake, seconds), undefined, 2));
      else tell(base, leaf, awake, seconds, reporter);
    });
}

function minutes(text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new InvalidArgumentError('It must be a number of minutes above 0.');
  return number;
}

async function tellHold({ clients, leaf, names }: LeafContext, reporter: Reporter): Promise<void> {
  const group = await findGroup(clients.autoScaling, names.autoScalingGroup);
  if (isHeld(await lookAt(clients, names, group, new Date()), names))
    reporter.say(reporter.colors.red(heldText(leaf.id)));
}

function tell(base: BaseConfig, leaf: LeafConfig, awake: AwakeLeaf, seconds: number, reporter: Reporter): void {
  const { address, wasAsleep, staleRecord } = awake;
  const host = hostOf(base, leaf, awake);
  const ports = portsText(leaf.container.ports);
  if (staleRecord !== undefined) {
    reporter.say(
      reporter.colors.yellow(
        `Its name still says ${staleRecord}, so this is its address. The name follows within five minutes; if it does ` +
          'not, look into the log of the function asg-state-change-hook.',
      ),
    );
  }
  console.log(
    `${leaf.id} ${wasAsleep ? `is ready after ${duration(seconds)}` : 'is ready, and was awake already'}: ` +
      `${host === address ? address : `${host} (${address})`}, ${ports}\n\n` +
      invitation(leaf.id, host, leaf.container.ports),
  );
}

function asJson(base: BaseConfig, leaf: LeafConfig, awake: AwakeLeaf, seconds: number) {
  const host = hostOf(base, leaf, awake);
  const { ports } = leaf.container;
  return { id: leaf.id, host, ...awake, ports, seconds, invitation: invitation(leaf.id, host, ports) };
}

/** Where players connect: the name, unless it leads elsewhere at the moment. */
function hostOf({ domain }: BaseConfig, { id }: LeafConfig, { address, staleRecord }: AwakeLeaf): string {
  return domain === undefined || staleRecord !== undefined ? address : hostNameOf(id, domain);
}
