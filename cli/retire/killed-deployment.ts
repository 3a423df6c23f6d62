import { relative } from 'node:path';

import { CommandError, EXIT } from '../terminal/errors';
import { killedRuns } from '../terraform/killed-runs';
import { type Project } from '../project/project';

/**
 * Checks that no deployment of a stack was killed on this computer: what it created and no state has would stay, and cost
 * money.
 *
 * @throws CommandError (refused) with the command that completes it
 */
export function assertNotKilled(stack: string, project: Pick<Project, 'stackFolder'>): void {
  const folder = project.stackFolder(stack);
  if (!killedRuns(folder).some(({ kind }) => kind === 'apply')) return;
  throw new CommandError(
    `a deployment of ${stack} was killed, and no state has all that it created. Run ./cm deploy ${stack}, which completes ` +
      `it, then remove it. If it is gone already, delete the files cm-*.run in ${relative('', folder)}. Nothing was changed.`,
    { exitCode: EXIT.refused },
  );
}
