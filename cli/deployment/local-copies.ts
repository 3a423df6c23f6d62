import { rmSync } from 'node:fs';
import { relative } from 'node:path';

import { offer } from '../terminal/prompts';
import { type Reporter } from '../terminal/reporter';
import { type Workspace } from '../workspace';

/**
 * Offers to delete what is left of local states that moved to the bucket: the files hold every value, and nobody needs them
 * after a deployment that read the bucket.
 *
 * @param yes whether nobody is asked: then they stay, and are named
 */
export async function offerToDeleteCopies(
  { config, project }: Pick<Workspace, 'config' | 'project'>,
  yes: boolean,
  reporter: Reporter,
  ask = offer,
): Promise<void> {
  const files = config.base.state === undefined ? [] : project.movedStateFiles();
  if (files.length === 0) return;
  const names = files.map((file) => `  ${relative('', file)}`);
  reporter.say(['These copies of states that are in the bucket now hold every value of them:', ...names].join('\n'));
  if (!yes && (await ask('Delete them?'))) {
    for (const file of files) rmSync(file);
    reporter.say('Deleted.');
  } else {
    reporter.say('Delete them when you have seen that everything works.');
  }
}
