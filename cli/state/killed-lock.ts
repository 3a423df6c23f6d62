import { hostname, userInfo } from 'node:os';

import { isRunIn, killedRuns, noteUnlocked } from '../terraform/killed-runs';
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
  const folders = [project.stackFolder(stack), project.removalFolder(stack)];
  const runs = folders.flatMap(killedRuns).filter(({ isUnlocked }) => !isUnlocked);
  // the lock may be that of a run that works
  if (runs.length === 0 || folders.some(isRunIn)) return undefined;
  const lock = await states.readLock(stack);
  if (lock?.owner !== `${userInfo().username}@${hostname()}`) return undefined;
  const { id, takenAt } = lock;
  const delays = runs.map(({ startedAt }) => takenAt.getTime() - startedAt.getTime());
  if (!delays.some((delay) => delay >= EARLIEST_MS && delay <= LATEST_MS)) return undefined;
  await terraform.forceUnlock(id);
  folders.forEach(noteUnlocked);
  return takenAt;
}
