import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROVIDERS = {
  terraform: {
    required_providers: {
      aws: { source: 'hashicorp/aws', version: '5.100.0' },
      archive: { source: 'hashicorp/archive', version: '2.7.1' },
    },
  },
};

/**
 * Why the tests that need Terraform cannot run here; undefined where they can.
 *
 * @throws Error with `CI=true`, where Terraform is installed but cannot get its providers
 */
export function whyNoTerraform(): string | undefined {
  if (spawnSync('terraform', ['version']).status !== 0) return 'terraform is not installed';
  const folder = mkdtempSync(join(tmpdir(), 'cm-providers-'));
  try {
    writeFileSync(join(folder, 'main.tf.json'), JSON.stringify(PROVIDERS));
    execFileSync('terraform', ['init', '-no-color', '-input=false'], { cwd: folder, stdio: 'pipe', encoding: 'utf8' });
    return undefined;
  } catch (error) {
    if (process.env.CI === 'true') throw error;
    return 'Terraform cannot get its providers here';
  } finally {
    rmSync(folder, { recursive: true });
  }
}
