import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { type App, CONTEXT_ENV, Manifest } from 'cdktf';

import { holdsErroredState } from '../cli/terraform/errored-state';
import { type Environment } from '../modules/config/environment-tag';

/**
 * Removes the folders of stacks that this config no longer has from `cdktf.out/stacks`, as `npx cdktf synth` does. It
 * keeps what Terraform wrote beside the other stacks, and a folder with a state that Terraform could not save
 * (errored.tfstate); no other state is in there.
 *
 * @param app synthesized
 * @param env of the process. cdktf's commands set a variable; they fail when a folder that they want to remove is gone
 */
export function removeLeftoverStacks({ outdir, manifest }: App, env: Environment): void {
  if (env[CONTEXT_ENV] !== undefined) return;
  const folder = join(outdir, Manifest.stacksFolder);
  const known = new Set(Object.values(manifest.stacks).map(({ workingDirectory }) => join(outdir, workingDirectory)));
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !known.has(path) && !holdsErroredState(path)) rmSync(path, { recursive: true });
  }
}
