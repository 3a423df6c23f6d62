import { rmSync } from 'node:fs';

import { differences } from './differences';
import { exampleConfigs } from './every-example';
import { temporaryFolder, Upgrade } from './upgrade';

/** In the order in which one would take them: docs/decisions/provider-and-cdktf.md. */
const UPGRADES = ['provider-6', 'cdktn'];

/**
 * `npm run upgrades`: shows that the next versions of the AWS provider and of cdktf take this project as it is. For each it
 * installs them into a folder of its own, checks the types, synthesizes every example, and compares the Terraform with today's.
 */
function main(): void {
  const folder = temporaryFolder();
  try {
    const configs = exampleConfigs(folder);
    const today = Upgrade.today(folder).synthesize(configs);
    for (const name of UPGRADES) {
      const upgrade = Upgrade.install(folder, name);
      console.log(`== ${name}: ${upgrade.versions}`);
      upgrade.checkTypes();
      const found = differences(today, upgrade.synthesize(configs));
      if (found.length > 0) throw new Error(`${name} changes the Terraform:\n${found.join('\n')}`);
      console.log(`the types are right, and all ${today.size} stacks of the examples are as they are today`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

main();
