import { Command } from 'commander';

import { checkText } from '../check/check-text';
import { checkAll } from '../check/surroundings';
import { BASE_STACK_NAME } from '../../modules/config/stack-name';
import { findLeaf } from '../project/find-leaf';
import { colorsOn } from '../terminal/colors';
import { CommandError } from '../terminal/errors';
import { createReporter } from '../terminal/reporter';
import { print } from '../terminal/output';
import { openWorkspace } from '../workspace';

const HELP_AFTER = `
Checks, and changes nothing:
  - Terraform, your credentials, the clock of this computer, and the states,
  - before base is deployed, that there is no project of another Name,
  - that the hosted zone of Domain exists, is public and has the domain, and that
    it can log its queries,
  - that the Region has each instance type, each secret and each file system that
    a leaf names, and the parameter of each webhook. No secret is read.
./cm deploy checks the same, before it plans. What your credentials may not ask
is marked with ! and does not stop it.

Examples:
  ./cm check               base and all leaves
  ./cm check minecraft     base and this leaf

Exit codes: 0 all is well; 1 something is wrong; 2 wrong use`;

/** `./cm check [leaf...]` */
export function command(open = openWorkspace): Command {
  return new Command('check')
    .description('check what a deployment needs, before it: credentials, domain, secrets, instance types')
    .argument('[leaf...]', 'leaves to check, or base; base is always checked too (default: everything)')
    .addHelpText('after', HELP_AFTER)
    .action(async (names: string[]) => {
      const reporter = createReporter();
      const workspace = open(undefined, names.length === 0 ? undefined : names);
      for (const name of names) if (name.toLowerCase() !== BASE_STACK_NAME) findLeaf(workspace, name);
      if (workspace.usedQuickstart) reporter.say('There is no config/ yet: this checks examples/quickstart.');
      for (const warning of workspace.warnings) reporter.say(`Warning: ${warning}`);
      const results = await reporter.during('Checking', () => checkAll(workspace));
      print(checkText(results, names, colorsOn(process.stdout), !workspace.usedQuickstart));
      const failed = results.filter(({ failures }) => failures.length > 0).length;
      if (failed > 0) throw new CommandError(`${failed} of ${results.length} checks failed.`);
    });
}
