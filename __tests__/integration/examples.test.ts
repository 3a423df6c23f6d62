import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { exampleConfigs } from '../../upgrades/every-example';
import { whyNoTerraform } from '../support/terraform';

const run = promisify(execFile);
const PROJECT = resolve(__dirname, '../..');
const EXAMPLES = join(PROJECT, 'examples');
const LEAVES = readdirSync(join(EXAMPLES, 'leaves')).map((file) => file.replace('.yaml', ''));

const reason = whyNoTerraform();
if (reason !== undefined) console.warn(`skipped: the examples are not validated by Terraform, since ${reason}`);

const folder = mkdtempSync(join(tmpdir(), 'cm-examples-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Synthesizes as `npm run synth` does, into a folder of its own. */
async function synthesize(name: string, configFolder: string): Promise<void> {
  const outdir = join(folder, name);
  const env = { ...process.env, CDKTF_OUTDIR: outdir, CONFIG_DIR: configFolder };
  await run(process.execPath, ['--require', 'tsx/cjs', 'main.ts'], { cwd: PROJECT, env });
}

/** What Terraform warns of where a stack is a module of another: a backend, and a provider without settings. */
const AS_A_MODULE = ['Backend configuration ignored', 'Redundant empty provider block'];

interface Validation {
  readonly valid: boolean;
  readonly diagnostics: readonly { readonly summary: string; readonly range?: { readonly filename: string } }[];
}

/**
 * As modules of one configuration: so Terraform starts the AWS provider, which takes seconds, once for all stacks. What it
 * checks of a root alone, the backend and outputs that are sensitive, `npm run e2e` and `.ci/validate` see.
 */
async function validate(stacks: readonly string[]): Promise<Validation> {
  const source = stacks.map((stack) => [stack.replaceAll('/', '-'), { source: `./${stack}` }] as const);
  writeFileSync(join(folder, 'all.tf.json'), JSON.stringify({ module: Object.fromEntries(source) }));
  // processes that live for seconds need not collect all their garbage
  const options = { cwd: folder, env: { ...process.env, GOGC: process.env.GOGC ?? '400' } };
  await run('terraform', ['init', '-backend=false', '-input=false', '-no-color'], options);
  const { stdout } = await run('terraform', ['validate', '-json'], options).catch(
    // validate exits 1 where it found errors, and prints them
    (error: unknown) => error as { stdout: string },
  );
  return JSON.parse(stdout) as Validation;
}

(reason === undefined ? test : test.skip)(
  'Terraform and the AWS provider accept each stack of every example',
  async () => {
    const { quickstart, full } = exampleConfigs(folder);
    await Promise.all([synthesize('quickstart', quickstart), synthesize('full', full)]);
    const stacks = [
      'quickstart/stacks/base',
      'quickstart/stacks/minecraft',
      'full/stacks/base',
      ...LEAVES.map((leaf) => `full/stacks/${leaf}`),
    ];

    const { valid, diagnostics } = await validate(stacks);

    expect(diagnostics.filter(({ summary }) => !AS_A_MODULE.includes(summary))).toEqual([]);
    expect(valid).toBe(true);
    // each was read
    const backends = diagnostics.filter(({ summary }) => summary === AS_A_MODULE[0]);
    expect(backends.map(({ range }) => dirname(String(range?.filename))).sort()).toEqual([...stacks].sort());
  },
);
