import { relative } from 'node:path';

import { CommandError, EXIT } from '../terminal/errors';
import { wasDeploymentKilled } from '../state/killed-deployment';
import { type StateStore } from '../state/store';

/**
 * Checks that no deployment of a stack was killed on this computer: what it created and no state has would stay, and cost
 * money.
 *
 * @throws CommandError (refused) with the command that completes it
 */
export async function assertNotKilled(stack: string, states: StateStore): Promise<void> {
  if (!(await wasDeploymentKilled(stack, states))) return;
  const folder = states.project.stackFolder(stack);
  throw new CommandError(
    `a deployment of ${stack} was killed, and no state has all that it created. Run ./cm deploy ${stack}, which completes ` +
      `it, then remove it. If it is gone already, delete the files cm-*.run in ${relative('', folder)}. Nothing was changed.`,
    { exitCode: EXIT.refused },
  );
}
