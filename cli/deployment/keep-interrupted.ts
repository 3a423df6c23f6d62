import { z } from 'zod';

import { PRECIOUS } from '../guard/rules/keep-data';
import { type Terraform } from '../terraform/terraform';

const stateFile = z.object({
  // a state that was never written to may have none
  resources: z
    .array(
      z.object({
        mode: z.string(),
        type: z.string(),
        name: z.string(),
        instances: z.array(z.object({ status: z.string().optional() })),
      }),
    )
    .default([]),
});

/** A resource of a state whose creation did not end well: the next plan would replace it. */
export interface TaintedResource {
  readonly address: string;
  readonly type: string;
}

/**
 * The state file and no command of Terraform, which would take a second. Our stacks have no modules and no counts.
 *
 * @param text of a state file; empty where there is no state
 */
export function taintedIn(text: string): TaintedResource[] {
  if (text.trim() === '') return [];
  return stateFile
    .parse(JSON.parse(text))
    .resources.filter(
      ({ mode, instances }) => mode === 'managed' && instances.some(({ status }) => status === 'tainted'),
    )
    .map(({ type, name }) => ({ type, address: `${type}.${name}` }));
}

/**
 * Where a creation was interrupted or failed, Terraform would delete what came of it and begin anew. What holds data the
 * guard would refuse to delete, and `prevent_destroy` would: so it is kept, and the plan changes what it lacks.
 *
 * @param states text of the state files of the stack, see `taintedIn`
 * @returns their addresses
 */
export async function keepInterrupted(
  terraform: Pick<Terraform, 'untaint'>,
  states: readonly string[],
): Promise<string[]> {
  const kept = states
    .flatMap(taintedIn)
    .filter(({ type }) => type in PRECIOUS)
    .map(({ address }) => address);
  for (const address of kept) await terraform.untaint(address);
  return kept;
}
