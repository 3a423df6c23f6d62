import { tmpdir } from 'node:os';

import { runTerraform } from '../cli/terraform/process';

/** @throws Error that says how to install Terraform where it is missing */
export async function requireTerraform(): Promise<void> {
  await runTerraform(['version'], { folder: tmpdir(), onLine: () => undefined });
}
