import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { parsePlan } from '../terraform/plan';
import { CommandError, EXIT } from '../terminal/errors';

/**
 * Checks that a folder may be emptied of JSON files for new plans: it is not there, or each of them is a plan.
 *
 * @throws CommandError (wrong use) with one that is none
 */
export function assertPlanFolder(folder: string): void {
  if (!existsSync(folder)) return;
  const other = readdirSync(folder).find((name) => name.endsWith('.json') && !isPlan(join(folder, name)));
  if (other === undefined) return;
  throw new CommandError(
    `--out ${relative('', folder) || '.'}: ${other} in there is no plan, and would be deleted. Name a folder for plans alone`,
    { exitCode: EXIT.wrongUse },
  );
}

function isPlan(file: string): boolean {
  try {
    parsePlan(readFileSync(file, 'utf8'), file);
    return true;
  } catch {
    // a folder, too
    return false;
  }
}
