import { rmSync } from 'node:fs';

import { compare } from './differences';
import { exampleConfigs } from './every-example';
import { temporaryFolder, Upgrade } from './upgrade';

/** In the order in which one would take them: docs/decisions/provider-and-cdktf.md. */
const UPGRADES = ['provider-6', 'cdktn'];

/**
 * `npm run upgrades`: shows that the next versions of the AWS provider and of cdktf take this project as it is, but for the
 * functions' runtime. For each it installs them into a folder of its own, checks the types, synthesizes every example, and
 * compares the Terraform with today's.
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
      console.log('types: no error');
      const { unexpected, expected } = compare(today, upgrade.synthesize(configs));
      for (const { where, before, after } of unexpected) console.error(`${where}: ${before} -> ${after}`);
      if (unexpected.length > 0) throw new Error(`${name}: the Terraform changes, see above`);
      const counts = new Map<string, number>();
      for (const { before, after } of expected) {
        const change = `${before} -> ${after}`;
        counts.set(change, (counts.get(change) ?? 0) + 1);
      }
      console.log(`Terraform of ${today.size} stacks: the same, but for`);
      for (const [change, count] of counts) console.log(`  ${count} times ${change}`);
      if (counts.size !== 2) throw new Error(`${name}: a new version and a new runtime were expected`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

main();
