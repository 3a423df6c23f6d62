import { killedRuns } from '../terraform/killed-runs';
import { type StateStore } from './store';

/**
 * Whether a deployment of a stack was killed on this computer, and nobody has completed it since. Where the lock that it left
 * is gone and this computer did not remove it, somebody else did.
 *
 * @throws CommandError when the bucket cannot be read
 */
export async function wasDeploymentKilled(
  stack: string,
  states: Pick<StateStore, 'config' | 'project' | 'readLock'>,
): Promise<boolean> {
  const killed = killedRuns(states.project.stackFolder(stack)).filter(({ kind }) => kind === 'apply');
  if (killed.length === 0) return false;
  // a local state has no lock that stays
  if (states.config.state === undefined || killed.some(({ isUnlocked }) => isUnlocked)) return true;
  return (await states.readLock(stack)) !== undefined;
}
