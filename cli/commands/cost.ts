import { Command, InvalidArgumentError } from 'commander';

import { costReport, costText, synthesizedPlans } from '../cost/cost-report';
import { PRICES } from '../cost/prices';
import { Project } from '../project/project';
import { print } from '../terminal/output';

interface CostOptions {
  readonly gigabytes: number;
  readonly hours: number;
  readonly type?: readonly string[];
  readonly json?: boolean;
}

const HELP_AFTER = `
Does not ask AWS: the figures come from the synthesized plan and from
cli/cost/prices.ts.

Examples:
  ./cm cost
  ./cm cost --gigabytes 30 --hours 60
  ./cm cost --type m7i-flex.large m7g.large`;

/** `./cm cost` */
export function command(project = new Project()): Command {
  return new Command('cost')
    .description('show what base and the leaves cost a month, asleep and awake')
    .option('--gigabytes <number>', 'GB stored in each volume', positive, 10)
    .option('--hours <number>', 'hours a month that each leaf is awake', positive, 30)
    .option('--type <type...>', 'also compare these instance types')
    .option('--json', 'print one JSON document on standard output')
    .addHelpText('after', HELP_AFTER)
    .action(async ({ gigabytes, hours, type: types = [], json = false }: CostOptions) => {
      const { config } = project.readConfig();
      const report = costReport({ plans: await synthesizedPlans(project, config), gigabytes, hours, types });
      if (json) print(JSON.stringify({ ...PRICES, ...report }, undefined, 2));
      else print(costText(report, config.base.region));
    });
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0 || text.trim() === '')
    throw new InvalidArgumentError('Use a number, 0 or more.');
  return value;
}
