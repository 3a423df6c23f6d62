import { readdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isNativeError } from 'node:util/types';

// machines or containers with equal process ids may share a folder
const PREFIX = `cm-${hostname().replace(/[^\w-]/g, '-')}-`;
const SUFFIX = '.tfplan';

/**
 * Name of this process's plan file in a stack's folder. With one name for all processes, a second run in another terminal
 * would replace the plan that a person is asked about, and their yes would apply what the guard never saw.
 */
export const PLAN_FILE = `${PREFIX}${process.pid}${SUFFIX}`;

/** Deletes the plan files that killed processes of this machine left: plans hold values. */
export function deleteOrphanedPlans(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(PREFIX) || !name.endsWith(SUFFIX)) continue;
    const pid = Number(name.slice(PREFIX.length, -SUFFIX.length));
    if (Number.isInteger(pid) && pid > 0 && !isRunning(pid)) rmSync(join(folder, name), { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    // signal 0 only checks
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: somebody else's process
    return !(isNativeError(error) && 'code' in error && error.code === 'ESRCH');
  }
}
