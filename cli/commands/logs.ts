import { Command, InvalidArgumentError } from 'commander';

import { systemClock } from '../../lambdas/shared/clock';
import { LOG_RETENTION_DAYS } from '../../modules/aws/log-retention';
import { openDeployedLeaves } from '../leaf/deployed-leaves';
import { ContainerLog } from '../logs/container-log';
import { print } from '../terminal/output';
import { createReporter } from '../terminal/reporter';

interface LogsOptions {
  readonly follow?: boolean;
  readonly lines: number;
}

const HELP_AFTER = `
CloudWatch Logs keeps the log for ${LOG_RETENTION_DAYS} days, also while the leaf is asleep. Control
characters are left out.

Examples:
  ./cm logs minecraft
  ./cm logs minecraft --follow        until Ctrl-C
  ./cm logs minecraft --lines 1000`;

/** `./cm logs <leaf>` */
export function command(open = openDeployedLeaves): Command {
  return new Command('logs')
    .description("show what a leaf's container wrote")
    .argument('<leaf>', 'id of the leaf')
    .option('--follow', 'keep printing new lines')
    .option('--lines <number>', 'number of lines to show, the newest ones', positive, 100)
    .addHelpText('after', HELP_AFTER)
    .action(async (name: string, { follow = false, lines }: LogsOptions) => {
      const leaf = await open().find(name);
      const log = new ContainerLog({ ...leaf, clock: systemClock, print });
      if ((await log.printNewest(lines)) === 0) createReporter().say(`The log of ${leaf.id} is empty.`);
      if (follow) await log.follow(readerIsGone());
    });
}

/** Whether nobody reads standard output any more. */
function readerIsGone(): () => boolean {
  let isGone = false;
  process.stdout.once('error', () => (isGone = true));
  return () => isGone;
}

function positive(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('Use a whole number, 1 or more.');
  return number;
}
