import { hostname, userInfo } from 'node:os';

import { killedRuns } from '../terraform/killed-runs';
import { type Terraform } from '../terraform/terraform';
import { type StateStore } from './store';

/** Terraform takes the lock after it has started its backend: how long after it was started, and how much clocks round. */
const [EARLIEST_MS, LATEST_MS] = [-2_000, 120_000];

/**
 * Removes the lock of a state that a run of Terraform took which was killed on this computer. Every other lock stays: its
 * owner may be working.
 *
 * @param terraform connected to the state
 * @returns when it was taken; undefined when there is no such lock
 */
export async function releaseKilledLock(terraform: Terraform, states: StateStore): Promise<Date | undefined> {
  const { stack } = terraform;
  const { project } = states;
  const runs = [project.stackFolder(stack), project.removalFolder(stack)].flatMap(killedRuns);
  if (runs.length === 0) return undefined;
  const lock = await states.readLock(stack);
  if (lock?.owner !== `${userInfo().username}@${hostname()}`) return undefined;
  const { id, takenAt } = lock;
  const delays = runs.map(({ startedAt }) => takenAt.getTime() - startedAt.getTime());
  if (!delays.some((delay) => delay >= EARLIEST_MS && delay <= LATEST_MS)) return undefined;
  await terraform.forceUnlock(id);
  return takenAt;
}
