import { Command } from 'commander';

import { askYes } from '../terminal/prompts';
import { createReporter } from '../terminal/reporter';
import { adoptionText, removalText, yamlText } from '../retire/removal-text';
import { LeafRemoval, leafStackName } from '../retire/remove-leaf';
import { openWorkspace } from '../workspace';
import { print } from '../terminal/output';

interface RetireOptions {
  readonly yes?: boolean;
  readonly json?: boolean;
}

const HELP_AFTER = `
What happens:
  1. You see what is kept and what is destroyed, and are asked.
  2. The leaf is put to sleep and cannot wake any more. The next step begins when
     its instance is terminated.
  3. File systems of volumes with KeepOnDelete are removed from the state and
     kept. Everything else is destroyed.
  4. You get the ids of what was kept, and the lines of YAML that bring the leaf
     back with its files.
If it fails, run it again: it continues. It works without the YAML too.

Example:
  ./cm retire minecraft`;

/** `./cm retire <leaf>` */
export function command(open = openWorkspace): Command {
  return new Command('retire')
    .description('destroy a leaf, but keep the file systems of volumes with KeepOnDelete')
    .argument('<leaf>', 'id of the leaf, or the name of a stack without YAML')
    .option('--yes', 'do not ask')
    .option('--json', 'print one JSON document on standard output')
    .addHelpText('after', HELP_AFTER)
    .action(async (name: string, { yes = false, json = false }: RetireOptions) => {
      const reporter = createReporter();
      const stack = leafStackName(name);
      const leafRemoval = new LeafRemoval(open(undefined, [stack]), stack, { deleteData: false }, reporter);
      const removal = await leafRemoval.plan();
      reporter.say(removalText(removal));
      if (!yes) await askYes(`Retire ${removal.leafId}?`, 'add --yes');
      await leafRemoval.run(removal);
      if (json) print(JSON.stringify({ id: removal.leafId, kept: removal.kept }, undefined, 2));
      else print(adoptionText(removal));
      if (removal.hasYaml) reporter.say(`\n${yamlText(removal)}`);
    });
}
