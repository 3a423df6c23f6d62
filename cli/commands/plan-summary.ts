import { Command } from 'commander';

import { pageOf, type PlanFiles } from '../review/plan-files';
import { write } from '../terminal/output';

const HELP_AFTER = `
FILE is what 'terraform show -json PLAN' writes, one per stack and named after it:
base.json, minecraft.json. Prints Markdown of at most 65,400 characters (GitHub
allows 65,536 in a comment): what the guard of ./cm deploy would refuse or warn
of; who gets new access to the account or the rights of an administrator; secrets
that a role newly reads, ports that are opened and IAM policies that are widened;
and a table of what changes. The environment of containers is never shown.

Examples:
  ./cm plan --out plans
  ./cm plan-summary plans/*.json \\
    --deployed plans/deployed.txt --unplanned plans/unplanned.txt

Exit codes: 0 whatever the plans say; 1 a file cannot be read or is not a plan`;

/** `./cm plan-summary` */
export function command(): Command {
  return new Command('plan-summary')
    .description('write plans as Markdown for a pull request')
    .argument('<file...>', "plans as 'terraform show -json' writes them")
    .option('--deployed <file>', 'what ./cm plan found deployed: a stack in it without a plan has lost its YAML')
    .option('--unplanned <file>', 'names of the stacks that could not be planned: the page says so on top')
    .option('--changed <file>', 'paths that the pull request changes: the page counts only if all are YAML in config/')
    .addHelpText('after', HELP_AFTER)
    .action((files: string[], options: Omit<PlanFiles, 'plans'>) => {
      write(process.stdout, pageOf({ plans: files, ...options }));
    });
}
