import { PRECIOUS } from '../guard/rules/keep-data';
import { type Terraform } from '../lib/terraform';

/**
 * Where a creation was interrupted or failed, Terraform would delete what came of it and begin anew. What holds data the
 * guard would refuse to delete, and `prevent_destroy` would: so it is kept, and the plan changes what it lacks.
 *
 * @returns their addresses
 */
export async function keepInterrupted(terraform: Pick<Terraform, 'tainted' | 'untaint'>): Promise<string[]> {
  const kept = (await terraform.tainted()).filter(({ type }) => type in PRECIOUS).map(({ address }) => address);
  for (const address of kept) await terraform.untaint(address);
  return kept;
}
