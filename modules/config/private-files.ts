import { chmodSync } from 'node:fs';
import { isNativeError } from 'node:util/types';
import { resolve } from 'node:path';

import { LOCAL_STATES_FOLDER } from '../aws/state-place';

/** Where `CDKTF_OUTDIR` says nothing else. */
const OUTPUT_FOLDER = 'cdktf.out';
const HARMLESS: readonly string[] = ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS', 'ENOTSUP', 'EINVAL'];

/**
 * Keeps what this process and those that it starts write from all others on this computer: states, plans and what is
 * synthesized hold values of the config. What earlier versions wrote for everybody is in two folders, which are closed.
 *
 * @param projectFolder absolute path
 */
export function keepFilesPrivate(projectFolder: string, env: NodeJS.ProcessEnv): void {
  process.umask(0o077);
  // a folder that a person names may hold what is not ours
  const own = env.CDKTF_OUTDIR === undefined ? [OUTPUT_FOLDER, LOCAL_STATES_FOLDER] : [LOCAL_STATES_FOLDER];
  for (const folder of own) close(resolve(projectFolder, folder));
}

function close(folder: string): void {
  try {
    chmodSync(folder, 0o700);
  } catch (error) {
    // not there yet, not to be reached (whoever writes there says so), or somebody else's, who decides
    if (!isNativeError(error) || !('code' in error) || !HARMLESS.includes(String(error.code))) throw error;
  }
}
