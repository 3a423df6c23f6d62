import { Command, InvalidArgumentError } from 'commander';

import { systemClock } from '../../lambdas/shared/clock';
import { knownContainer } from '../leaf/deployed-container';
import { openDeployedLeaves } from '../leaf/deployed-leaves';
import { heldText, isOnHold } from '../leaf/hold';
import { pageOf } from '../leaf/start-page';
import { createReporter } from '../terminal/reporter';
import { DEFAULT_TIMEOUT_MINUTES, defaultTimeoutMinutes, MINUTES_BESIDE_LOADING } from '../wake/default-timeout';
import { awakeJson, awakeText, staleRecordText } from '../wake/awake-text';
import { wake } from '../wake/wake';
import { print } from '../terminal/output';

interface WakeOptions {
  /** Minutes. Absent: `defaultTimeoutMinutes`. */
  readonly timeout?: number;
  readonly json?: boolean;
}

const HELP_AFTER = `
Waits for the instance, the container, the game and the address, then prints the
address and a line to send to friends. It waits for the game until it answers,
where the leaf has a Query, else until its HealthCheck passes, where it has one.
With a Query the timeout is ${MINUTES_BESIDE_LOADING} minutes more than its LoadingMinutes, and never less
than ${DEFAULT_TIMEOUT_MINUTES}. After the timeout the leaf goes on starting. A leaf that is on hold
wakes too, and stays awake until ./cm release.

Example:
  ./cm wake minecraft`;

/** `./cm wake <leaf>` */
export function command(open = openDeployedLeaves): Command {
  return new Command('wake')
    .description('wake a leaf and wait until players can connect')
    .argument('<leaf>', 'id of the leaf')
    .option(
      '--timeout <minutes>',
      `how long to wait (default: ${DEFAULT_TIMEOUT_MINUTES}, longer with a Query)`,
      minutes,
    )
    .option('--json', 'print one JSON document on standard output')
    .addHelpText('after', HELP_AFTER)
    .action(async (name: string, { timeout: given, json = false }: WakeOptions) => {
      const reporter = createReporter();
      const { red, yellow } = reporter.colors;
      const leaves = open();
      const context = await leaves.find(name);
      const { id } = context;
      const timeout = given ?? defaultTimeoutMinutes(context, leaves.config);
      const awake = await reporter.during(`Waking ${id}`, (say) =>
        wake({ ...context, timeoutSeconds: timeout * 60, clock: systemClock, say }),
      );
      if (await isOnHold(context)) reporter.say(red(heldText(id)));
      if (awake.staleRecord !== undefined && !json) reporter.say(yellow(staleRecordText(awake.staleRecord)));
      const { ports } = await knownContainer(context);
      const page = await pageOf(leaves, id);
      print(
        json
          ? JSON.stringify(awakeJson(context, awake, ports, page), undefined, 2)
          : awakeText(context, awake, ports, page),
      );
    });
}

function minutes(text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new InvalidArgumentError('Use a number of minutes above 0.');
  return number;
}
