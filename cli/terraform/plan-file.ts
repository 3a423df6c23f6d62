import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { leftByKilled, OF_THIS_MACHINE } from './of-this-machine';

const SUFFIX = '.tfplan';

/**
 * Name of this process's plan file in a stack's folder. With one name for all processes, a second run in another terminal
 * would replace the plan that a person is asked about, and their yes would apply what the guard never saw.
 */
export const PLAN_FILE = `${OF_THIS_MACHINE}${process.pid}${SUFFIX}`;

/** Deletes the plan files that killed processes of this machine left: plans hold values. */
export function deleteOrphanedPlans(folder: string): void {
  for (const name of leftByKilled(folder, SUFFIX)) rmSync(join(folder, name), { force: true });
}
