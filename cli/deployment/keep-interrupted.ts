import { PRECIOUS } from '../guard/rules/keep-data';
import { addressOf, managedResources, type StateFile } from '../state/contents';
import { type Terraform } from '../terraform/terraform';

/**
 * After a creation that was interrupted or failed Terraform would delete the resource and create it again. The guard and
 * `prevent_destroy` refuse that for what holds data: so it is kept, and the plan completes it. The states are read from
 * their files: a command of Terraform would take a second.
 *
 * @param states of the stack
 * @returns addresses of the resources that are kept
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
