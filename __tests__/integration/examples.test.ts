import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { whyNoTerraform } from '../support/terraform';

const run = promisify(execFile);
const PROJECT = resolve(__dirname, '../..');
const EXAMPLES = join(PROJECT, 'examples');
const LEAVES = readdirSync(join(EXAMPLES, 'leaves')).map((file) => file.replace('.yaml', ''));

// everything that base.yaml can switch on
const FULL_BASE = `
Region: eu-central-1
State: { Bucket: container-manager-states }
Vpc: { MaxAZs: 2 }
Domain: { Name: example.com, HostedZoneId: Z0123456789ABCDEFGHIJ }
AlertSubscription: { Email: admin@example.com }
Ssh:
  PublicKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f admin
  AllowedCidrs: [192.0.2.0/24]
`;

const reason = whyNoTerraform();
if (reason !== undefined) console.warn(`skipped: the examples are not validated by Terraform, since ${reason}`);

const folder = mkdtempSync(join(tmpdir(), 'cm-examples-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Synthesizes as `npm run synth` does, into a folder of its own. */
async function synthesize(name: string, configFolder: string): Promise<string> {
  const outdir = join(folder, name);
  const env = { ...process.env, CDKTF_OUTDIR: outdir, CONFIG_DIR: configFolder };
  await run('npx', ['tsx', 'main.ts'], { cwd: PROJECT, env });
  return join(outdir, 'stacks');
}

function fullConfig(): string {
  const config = join(folder, 'config');
  cpSync(join(EXAMPLES, 'leaves'), join(config, 'leaves'), { recursive: true });
  writeFileSync(join(config, 'base.yaml'), FULL_BASE);
  return config;
}

async function validate(stack: string): Promise<unknown> {
  await run('terraform', ['init', '-backend=false', '-input=false', '-no-color'], { cwd: stack });
  const { stdout } = await run('terraform', ['validate', '-json'], { cwd: stack }).catch(
    // validate exits 1 where it found errors, and prints them
    (error: unknown) => error as { stdout: string },
  );
  return JSON.parse(stdout);
}

(reason === undefined ? describe : describe.skip)('Terraform and the AWS provider accept every example', () => {
  // not in beforeAll: jest starts concurrent tests before it
  const synthesized = {
    quickstart: synthesize('quickstart', join(EXAMPLES, 'quickstart')),
    full: synthesize('full', fullConfig()),
  };

  const stacks = [
    ['quickstart', 'base'],
    ['quickstart', 'minecraft'],
    ['full', 'base'],
    ...LEAVES.map((leaf) => ['full', leaf] as const),
  ] as const;
  test.concurrent.each(stacks)(
    '%s: %s',
    async (config, stack) => {
      const result = await validate(join(await synthesized[config], stack));

      expect(result).toMatchObject({ valid: true, error_count: 0, warning_count: 0, diagnostics: [] });
    },
    120_000,
  );
});
