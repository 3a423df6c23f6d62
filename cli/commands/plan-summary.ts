import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

import { Command } from 'commander';

import { parsePlan } from '../terraform/plan';
import { CommandError, EXIT } from '../terminal/errors';
import { planPage, type StackPlan } from '../review/page';
import { parseDeployed, parseUnplanned } from '../review/plan-folder';

interface PlanSummaryOptions {
  readonly deployed?: string;
  readonly unplanned?: string;
}

const HELP_AFTER = `
FILE is what 'terraform show -json PLAN' writes, one a stack, and is called by the
stack: base.json, minecraft.json. On standard output comes Markdown of at most
65,400 characters (GitHub takes 65,536 for a comment): what the guard of ./cm
deploy would refuse or warn of, ports opened to the world, IAM policies widened,
and a table of what changes. Environments of containers are never shown.

Examples:
  ./cm plan --out plans
  ./cm plan-summary plans/*.json \\
    --deployed plans/deployed.txt --unplanned plans/unplanned.txt

Exit codes: 0 whatever the plans say; 1 a file cannot be read or is no plan`;

/** `./cm plan-summary` */
export function command(): Command {
  return new Command('plan-summary')
    .description('write plans as Markdown for a pull request')
    .argument('<file...>', "plans as 'terraform show -json' writes them")
    .option('--deployed <file>', 'what ./cm plan says is there: a stack without a plan has lost its YAML')
    .option('--unplanned <file>', 'names of the stacks that could not be planned: the page says so on top')
    .addHelpText('after', HELP_AFTER)
    .action((files: string[], { deployed, unplanned }: PlanSummaryOptions) => {
      const plans = files.map(stackPlan);
      assertDistinct(plans);
      const known = deployed === undefined ? undefined : parseDeployed(read(deployed));
      const failed = unplanned === undefined ? undefined : parseUnplanned(read(unplanned));
      process.stdout.write(planPage(plans, known, failed));
    });
}

function stackPlan(file: string): StackPlan {
  const text = read(file);
  try {
    return { stack: basename(file, '.json'), plan: parsePlan(text, file) };
  } catch (cause) {
    throw new CommandError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new CommandError(`cannot read ${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function assertDistinct(plans: readonly StackPlan[]): void {
  const twice = plans.find(({ stack }, index) => plans.findIndex((other) => other.stack === stack) !== index);
  if (twice === undefined) return;
  throw new CommandError(`two files are called ${twice.stack}.json: give one plan a stack`, {
    exitCode: EXIT.wrongUse,
  });
}
