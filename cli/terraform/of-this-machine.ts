import { existsSync, readdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { isNativeError } from 'node:util/types';

/**
 * Begins the names of files that belong to a process; its id follows. Machines or containers with equal process ids may share
 * a folder.
 */
export const OF_THIS_MACHINE = `cm-${hostname().replace(/[^\w-]/g, '-')}-`;

/**
 * Names of the files in a folder that killed processes of this machine left; none when there is no such folder.
 *
 * @param suffix how those files end
 */
export function leftByKilled(folder: string, suffix: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => {
    if (!name.startsWith(OF_THIS_MACHINE) || !name.endsWith(suffix)) return false;
    const pid = Number(name.slice(OF_THIS_MACHINE.length, -suffix.length));
    return Number.isInteger(pid) && pid > 0 && !isRunning(pid);
  });
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
