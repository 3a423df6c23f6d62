import { resolve } from 'node:path';

import { Command } from 'commander';

import { DEPLOYED_FILE, UNPLANNED_FILE } from '../review/plan-folder';
import { writePlans } from '../review/write-plans';
import { createReporter } from '../terminal/reporter';
import { openWorkspace } from '../workspace';

const HELP_AFTER = `
Changes nothing. Writes FOLDER/<stack>.json for base and every leaf, and to
FOLDER/${DEPLOYED_FILE} the names of the stacks that have a state and the file systems
that were kept. Leaves can be planned only after base is deployed. When a stack
fails, the others are still planned: its name is in FOLDER/${UNPLANNED_FILE}, and the
exit code is 1. The files contain the environment of containers: do not keep them.

Examples:
  ./cm plan --out plans
  ./cm plan-summary plans/*.json \\
    --deployed plans/${DEPLOYED_FILE} --unplanned plans/${UNPLANNED_FILE}`;

/** `./cm plan` */
export function command(open = openWorkspace): Command {
  return new Command('plan')
    .description('write a plan of base and every leaf as JSON, for ./cm plan-summary')
    .option('--out <folder>', 'folder to write to, for plans only; plans of an earlier run are deleted', 'plans')
    .option(
      '--before <commit>',
      'commit to compare with, e.g. HEAD^1: the page says on top if base.yaml named another state there',
    )
    .addHelpText('after', HELP_AFTER)
    .action(async ({ out, before }: { out: string; before?: string }) => {
      const reporter = createReporter();
      const workspace = open();
      for (const warning of workspace.warnings) reporter.say(`Warning: ${warning}`);
      await writePlans(resolve(out), workspace, reporter, before);
    });
}
