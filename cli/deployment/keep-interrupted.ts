import { PRECIOUS } from '../guard/rules/keep-data';
import { addressOf, managedResources, type StateFile } from '../state/contents';
import { type Terraform } from '../terraform/terraform';

/**
 * Where a creation was interrupted or failed, Terraform would delete what came of it and begin anew. What holds data the
 * guard would refuse to delete, and `prevent_destroy` would: so it is kept, and the plan changes what it lacks. Their
 * states are read and no command of Terraform is asked, which would take a second.
 *
 * @param states of the stack
 * @returns addresses of what is kept
 */
export async function keepInterrupted(
  terraform: Pick<Terraform, 'untaint'>,
  states: readonly StateFile[],
): Promise<string[]> {
  const kept = states
    .flatMap(managedResources)
    .filter(({ type, instances }) => type in PRECIOUS && instances.some(({ status }) => status === 'tainted'))
    .map(addressOf);
  for (const address of kept) await terraform.untaint(address);
  return kept;
}
