import { Command, InvalidArgumentError, Option } from 'commander';

import { type InstancePrices } from '../cost/cost';
import { costReport, costText, synthesizedPlans } from '../cost/cost-report';
import { PRICES, pricesIn } from '../../modules/aws/prices/prices';
import { Project } from '../project/project';
import { colorsOn } from '../terminal/colors';
import { print } from '../terminal/output';
import { columnsOf } from '../terminal/columns';

interface CostOptions {
  readonly gigabytes: number;
  readonly hours: number;
  readonly type?: readonly string[];
  readonly price: InstancePrices;
  readonly json?: boolean;
}

const HELP_AFTER = `
Does not ask AWS: the figures come from the synthesized plan and from a list of
prices. Where that has no price of your Region, it takes that of us-east-1, and
marks it. For the leaves that you name, it counts what AWS gives for free as if
there were no others.

Examples:
  ./cm cost
  ./cm cost minecraft
  ./cm cost --gigabytes 30 --hours 60
  ./cm cost --type m7i-flex.large m7g.large
  ./cm cost --price m8i.large=0.1058`;

/** `./cm cost` */
export function command(project = new Project()): Command {
  return new Command('cost')
    .description('show what base and the leaves cost a month, asleep and awake')
    .argument('[leaf...]', 'show only these leaves, without base')
    .option('--gigabytes <number>', 'GB stored in each volume', positive, 10)
    .option('--hours <number>', 'hours a month that each leaf is awake', positive, 30)
    .option('--type <type...>', 'also compare these instance types')
    .addOption(
      new Option('--price <type=dollars>', '$ an hour of an instance type; may be repeated')
        .argParser(addPrice)
        .default({}, 'the list of prices'),
    )
    .option('--json', 'print one JSON document on standard output')
    .addHelpText('after', HELP_AFTER)
    .action(
      async (names: string[], { gigabytes, hours, type: types = [], price: prices, json = false }: CostOptions) => {
        const { base, plans } = await synthesizedPlans(project, names);
        const report = costReport({ plans, gigabytes, hours, region: base.region, types, prices });
        const { stdout } = process;
        if (json)
          print(
            JSON.stringify(
              { region: base.region, asOf: pricesIn(base.region).asOf, ...PRICES, ...report },
              undefined,
              2,
            ),
          );
        else print(costText(report, base.region, { colors: colorsOn(stdout), columns: columnsOf(stdout) }));
      },
    );
}

function addPrice(text: string, others: InstancePrices): InstancePrices {
  const [, type, dollars] = /^([a-z0-9-]+[.][a-z0-9-]+)=(\d+(?:[.]\d+)?)$/.exec(text) ?? [];
  if (type === undefined) throw new InvalidArgumentError('Use <type>=<$ an hour>, e.g. m8i.large=0.1058.');
  return { ...others, [type]: Number(dollars) };
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0 || text.trim() === '')
    throw new InvalidArgumentError('Use a number, 0 or more.');
  return value;
}
