import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Command, InvalidArgumentError } from 'commander';

import { BASE_STACK_NAME } from '../../modules/config/stack-name';
import { costLines, instancePrice, type StackPlan, unpricedTypes } from '../cost/cost';
import { costNote, costTable, sumOf, typesTable, unpricedNote } from '../cost/cost-table';
import { PRICES } from '../cost/prices';
import { Project } from '../project/project';

interface CostOptions {
  readonly gigabytes: number;
  readonly hours: number;
  readonly type?: readonly string[];
  readonly json?: boolean;
}

const HELP_AFTER = `
Nothing is asked of AWS: the figures come from the synthesized plan and from
cli/cost/prices.ts.

Examples:
  ./cm cost
  ./cm cost --gigabytes 30 --hours 60
  ./cm cost --type m7i-flex.large m7g.large`;

/** `./cm cost` */
export function command(project = new Project()): Command {
  return new Command('cost')
    .description('say what base and the leaves cost in a month, asleep and awake')
    .option('--gigabytes <number>', 'GB that lie in each volume', positive, 10)
    .option('--hours <number>', 'hours a month that each leaf is awake', positive, 30)
    .option('--type <type...>', 'compare these instance types, too')
    .option('--json', 'answer with one JSON document on standard output')
    .addHelpText('after', HELP_AFTER)
    .action((options: CostOptions) => cost(project, options));
}

async function cost(
  project: Project,
  { gigabytes, hours, type: types = [], json = false }: CostOptions,
): Promise<void> {
  const { config } = project.readConfig();
  await project.synthesize();
  const stacks = [BASE_STACK_NAME, ...config.leaves.map(({ stackName }) => stackName)];
  const plans = Object.fromEntries(stacks.map((stack) => [stack, planOf(project.stackFolder(stack))]));
  const lines = costLines({ plans, gigabytes, hours });
  const unpriced = unpricedTypes(plans, types);
  if (json) {
    const compared = types.map((type) => ({ type, perHour: instancePrice(type) ?? null }));
    const answer = { ...PRICES, gigabytes, hours, lines, sum: sumOf(lines), types: compared, unpriced };
    process.stdout.write(`${JSON.stringify(answer, undefined, 2)}\n`);
    return;
  }
  const tables = [costTable(lines, hours), ...(types.length === 0 ? [] : [typesTable(types, hours)])];
  const notes = [...unpricedNote(unpriced), costNote(config.base.region)];
  process.stdout.write(`${[...tables, ...notes].join('\n\n')}\n`);
}

function planOf(folder: string): StackPlan {
  // a cast, since JSON has no types
  return JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8')) as StackPlan;
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0 || text.trim() === '')
    throw new InvalidArgumentError('use a number, 0 or more');
  return value;
}
