import { readdirSync } from 'node:fs';

import { shell } from './shell';
import { type Evening } from './evening';

/** Checks that Terraform would change neither a resource nor an output of any deployed stack. */
export async function expectEmptyPlans({ system }: Evening): Promise<void> {
  const stacks = readdirSync(system.copy.path('cdktf.out/stacks')).sort();
  expect(stacks).toEqual(['base', 'minecraft', 'valheim']);

  // fails, and prints the changes, where there are any
  const command = 'plan -input=false -no-color -detailed-exitcode';
  await Promise.all(
    stacks.map((stack) => shell(system, `terraform -chdir=cdktf.out/stacks/${stack} ${command}`, { asPlanner: true })),
  );
}
