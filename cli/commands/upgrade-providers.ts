import { relative } from 'node:path';

import { Command, Option } from 'commander';

import { print } from '../terminal/output';
import { createReporter } from '../terminal/reporter';
import { assertPlatform, lockProviders } from '../terraform/lock-providers';
import { assertTerraform } from '../terraform/version';
import { openWorkspace } from '../workspace';

const HELP_AFTER = `
The file .terraform.lock.hcl in the config folder says which Terraform providers
may run: their versions, which this project pins, and hashes of their packages.
The first deployment writes it. From then on Terraform refuses any other package,
on your computer and in CI. Run this when a new version of this project requires
other providers, or to add a platform. Read what changed in the file before you
commit it. Does not use AWS.

Examples:
  ./cm upgrade-providers
  ./cm upgrade-providers --platform darwin_arm64 --platform windows_amd64`;

/** `./cm upgrade-providers` */
export function command(open = openWorkspace): Command {
  return new Command('upgrade-providers')
    .description('lock the Terraform providers that this version of the project requires')
    .addOption(
      new Option('--platform <os_arch>', 'also lock the packages for another platform; may be repeated')
        .argParser((platform: string, others: readonly string[]) => [...others, platform])
        .default([], 'this computer, and linux_amd64 for CI'),
    )
    .addHelpText('after', HELP_AFTER)
    .action(async ({ platform: platforms }: { platform: readonly string[] }) => {
      platforms.forEach(assertPlatform);
      const { project } = open();
      const reporter = createReporter();
      await assertTerraform(project.folder);
      const file = project.lockFile();
      const { providers, missing } = await reporter.during('Locking the providers', () =>
        lockProviders(file, platforms),
      );
      for (const failure of missing) reporter.say(`Not locked for CI: ${failure}`);
      print(`${relative('', file)} locks ${providers.join(' and ')}. Read its changes, then commit it.`);
    });
}
