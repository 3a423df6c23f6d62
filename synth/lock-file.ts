import { copyFileSync } from 'node:fs';
import { join } from 'node:path';

import { type App } from 'cdktf';

import { isFile, LOCK_FILE, lockFile } from '../modules/config/config-folder';

/**
 * Copies the lock file of the config to each stack, so that whatever runs `terraform init` there (`npx cdktf deploy`, a
 * person) installs the locked providers. Without that file, leaves what is in the stacks' folders.
 *
 * @param app synthesized
 */
export function copyLockFile({ outdir, manifest }: App, configFolder: string): void {
  const file = lockFile(configFolder);
  if (!isFile(file)) return;
  for (const { workingDirectory } of Object.values(manifest.stacks)) {
    copyFileSync(file, join(outdir, workingDirectory, LOCK_FILE));
  }
}
