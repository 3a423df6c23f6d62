import { Command, InvalidArgumentError, Option } from 'commander';

import { colorsOn } from '../terminal/colors';
import { type DeployedLeaves, openDeployedLeaves } from '../leaf/deployed-leaves';
import { PlayersOnline } from '../leaf/players';
import { readStartsReport } from '../status/starts-report';
import { startsText } from '../status/starts-text';
import { readStatus } from '../status/status';
import { statusText } from '../status/status-text';
import { DAYS_KEPT, trafficMinutes } from '../status/traffic-minutes';
import { trafficReport } from '../status/traffic-report';
import { trafficText } from '../status/traffic-text';
import { watchStatus } from '../status/watch';
import { CommandError, EXIT } from '../terminal/errors';
import { print } from '../terminal/output';
import { columnsOf } from '../terminal/columns';

interface StatusOptions {
  readonly watch?: boolean;
  readonly json?: boolean;
  readonly traffic?: boolean;
  readonly starts?: boolean;
  /** Absent: `DEFAULT_DAYS`. */
  readonly days?: number;
}

const DEFAULT_DAYS = 7;

const HELP_AFTER = `
States: asleep; waking (first its instance, then its container); loading (its
game has not answered yet, or its HealthCheck has not passed); ready; stopping;
held (./cm hold: nothing puts it to sleep); being retired (./cm retire did not
finish); not deployed. A leaf that AWS has is shown even if its YAML is wrong or
gone. Traffic is what the alarm Container Activity goes by: "occupied" or "nobody
plays" where the game of a leaf with a Query says so (a game that loads counts as
occupied), else what players send in bytes per second: at or below the threshold
nobody counts as connected. Players are told by the game.
Below the table: why the next connection does not wake a leaf, and until when, in
UTC (DNS woke it for nobody; ./cm sleep --stay; Wake.ByDns; Limit).

Examples:
  ./cm status
  ./cm status minecraft --watch                until Ctrl-C
  ./cm status minecraft --traffic --days 14    to choose Watchdog.Threshold
  ./cm status minecraft --starts               where the seconds of a start go`;

/** `./cm status [leaf]` */
export function command(open = openDeployedLeaves): Command {
  return new Command('status')
    .description('show the status of leaves and orphaned resources')
    .argument('[leaf]', 'show only this leaf')
    .addOption(new Option('--watch', 'refresh every five seconds').conflicts('json'))
    .addOption(
      new Option('--traffic', 'show what arrived in the last days, and what thresholds would have done').conflicts(
        'watch',
      ),
    )
    .addOption(new Option('--starts', 'show the last five starts step by step').conflicts(['watch', 'traffic']))
    .option('--days <number>', `days that --traffic looks at, 1 to ${DAYS_KEPT} (default: ${DEFAULT_DAYS})`, wholeDays)
    .option('--json', 'print one JSON document on standard output')
    .addHelpText('after', HELP_AFTER)
    .action(
      async (
        name: string | undefined,
        { watch = false, json = false, traffic = false, starts = false, days }: StatusOptions,
      ) => {
        if (days !== undefined && !traffic) throw wrongUse('--days needs --traffic');
        const { stdout } = process;
        if (traffic) {
          if (name === undefined) throw wrongUse('--traffic needs a leaf: ./cm status <leaf> --traffic');
          const report = await trafficOf(open(), name, days ?? DEFAULT_DAYS);
          print(json ? JSON.stringify(report, undefined, 2) : trafficText(report, colorsOn(stdout)));
          return;
        }
        if (starts) {
          if (name === undefined) throw wrongUse('--starts needs a leaf: ./cm status <leaf> --starts');
          const report = await startsOf(open(), name);
          const view = { colors: colorsOn(stdout), columns: columnsOf(stdout) };
          print(json ? JSON.stringify(report, undefined, 2) : startsText(report, view));
          return;
        }
        const leaves = open();
        const players = new PlayersOnline();
        const read = () => readStatus(leaves, name, players);
        const text = async () =>
          statusText(await read(), { now: new Date(), colors: colorsOn(stdout), columns: columnsOf(stdout) });
        if (json) print(JSON.stringify(await read(), undefined, 2));
        else if (watch) await watchStatus(text);
        else print(await text());
      },
    );
}

async function trafficOf(leaves: DeployedLeaves, name: string, days: number) {
  const leaf = await leaves.find(name);
  return trafficReport({ id: leaf.id, days }, await trafficMinutes(leaf, days, new Date()));
}

async function startsOf(leaves: DeployedLeaves, name: string) {
  return readStartsReport(await leaves.find(name), leaves.config.base.name);
}

function wrongUse(message: string): CommandError {
  return new CommandError(message, { exitCode: EXIT.wrongUse });
}

function wholeDays(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= DAYS_KEPT) return days;
  throw new InvalidArgumentError(
    `Use a whole number from 1 to ${DAYS_KEPT}: CloudWatch keeps minutes for ${DAYS_KEPT} days.`,
  );
}
