import { readdirSync } from 'node:fs';

import { shell } from './shell';
import { type Evening } from './evening';

/** After an apply Terraform wants nothing: neither a resource nor an output of any deployed stack is to be changed. */
export async function expectEmptyPlans({ system }: Evening): Promise<void> {
  const stacks = readdirSync(system.copy.path('cdktf.out/stacks')).sort();
  expect(stacks).toEqual(['base', 'minecraft', 'valheim']);

  // fails, with what would change, where anything would
  const command = 'plan -input=false -no-color -detailed-exitcode';
  await Promise.all(
    stacks.map((stack) => shell(system, `terraform -chdir=cdktf.out/stacks/${stack} ${command}`, { asPlanner: true })),
  );
}
