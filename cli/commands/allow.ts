import { Command, InvalidArgumentError } from 'commander';

import { openDeployedLeaves } from '../leaf/deployed-leaves';
import { allow, readHours } from '../limit/allow';
import { print } from '../terminal/output';

const HELP_AFTER = `
For a leaf with Limit.HoursPerMonth: it may be awake so much longer this month
(UTC), beside what was granted before. It does not wake the leaf. From the next
month it has its hours again, and no more. ./cm status shows how many are used.

Examples:
  ./cm allow minecraft 5h
  ./cm allow minecraft 1h30m`;

/** `./cm allow <leaf> <hours>` */
export function command(open = openDeployedLeaves): Command {
  return new Command('allow')
    .description('let a leaf be awake for more hours this month than its limit')
    .argument('<leaf>', 'id of the leaf')
    .argument('<hours>', 'how much longer, such as 5h, 30m or 1h30m', minutes)
    .addHelpText('after', HELP_AFTER)
    .action(async (name: string, more: number) => {
      print(await allow(await open().find(name), more, new Date()));
    });
}

function minutes(text: string): number {
  const sum = readHours(text);
  if (sum === undefined) throw new InvalidArgumentError('Use hours and minutes above 0, such as 5h, 30m or 1h30m.');
  return sum;
}
