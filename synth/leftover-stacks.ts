import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { type App, CONTEXT_ENV, Manifest } from 'cdktf';

import { type Environment } from '../modules/config/environment-tag';
import { holdsErroredState } from '../cli/terraform/errored-state';

/**
 * Removes what earlier syntheses wrote of stacks that are no more, as `npx cdktf synth` does: `cdktf.out/stacks` has the
 * stacks of this config and no others. What Terraform keeps beside those that stay, stays. No state is in there,
 * but one that could not be saved: such a folder stays, too.
 *
 * @param app synthesized
 * @param env of the process. cdktf's commands set a variable, and fail where what they want to remove is gone already
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
