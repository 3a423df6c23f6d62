import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { App } from 'cdktf';

import { BaseStack } from '../modules/base/base-stack';
import { BASE_STACK_NAME } from '../modules/config/stack-name';
import { loadConfig } from '../modules/config/load-config';
import { type BaseConfig, type LeafConfig } from '../modules/config/types';
import { LeafStack } from '../modules/leaf/leaf-stack';

/** Resources of synthesized Terraform JSON: type → logical id → attributes. References to other resources stay references. */
export type Resources = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

const PROJECT_FOLDER = join(__dirname, '..');
// without a domain, as in the quickstart, nothing is woken by DNS
const DOMAIN = { name: 'example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ' };

/** What is different from the quickstart's. */
interface Changes {
  readonly base?: Partial<BaseConfig>;
  readonly leaf?: Partial<LeafConfig>;
}

/**
 * The stacks of the quickstart's Minecraft server, with a domain.
 *
 * @throws Error when the quickstart has no leaf
 */
export function quickstartStacks(changes: Changes = {}): { base: Resources; leaf: Resources } {
  const env = { CONFIG_DIR: join('examples', 'quickstart') };
  const { config } = loadConfig({ projectFolder: PROJECT_FOLDER, env });
  const [leaf] = config.leaves;
  if (leaf === undefined) throw new Error('examples/quickstart has no leaf');
  const outdir = mkdtempSync(join(tmpdir(), 'quickstart-stacks-'));
  try {
    const app = new App({ outdir, stackTraces: false });
    const base = { ...config.base, domain: DOMAIN, ...changes.base };
    new LeafStack(app, { baseStack: new BaseStack(app, base), base, leaf: { ...leaf, ...changes.leaf } });
    app.synth();
    const resources = (stack: string) => {
      const json = readFileSync(join(outdir, 'stacks', stack, 'cdk.tf.json'), 'utf8');
      // a cast, since JSON.parse knows no types
      return (JSON.parse(json) as { resource: Resources }).resource;
    };
    return { base: resources(BASE_STACK_NAME), leaf: resources(leaf.stackName) };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
