import { PRECIOUS } from '../guard/rules/keep-data';
import { taintedIn, type Terraform } from '../lib/terraform';

/**
 * Where a creation was interrupted or failed, Terraform would delete what came of it and begin anew. What holds data the
 * guard would refuse to delete, and `prevent_destroy` would: so it is kept, and the plan changes what it lacks.
 *
 * @param states text of the state files that Terraform is connected to, see `taintedIn`
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
