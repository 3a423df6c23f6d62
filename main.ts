import { createRequire } from 'node:module';

import { App } from 'cdktf';

import { BaseStack } from './modules/base/base-stack';
import { loadConfig } from './modules/config/load-config';
import { neededLeaves } from './modules/config/only-argument';
import { LeafStack } from './modules/leaf/leaf-stack';
import { failureText } from './synth/failure-text';
import { removeLeftoverStacks } from './synth/leftover-stacks';
import { synthSummary } from './synth/summary';

// cdktf takes a whole stack trace for each token, which nobody sees: docs/decisions/provider-and-cdktf.md. An import would
// be a copy.
Object.assign(createRequire(__filename)('cdktf/lib/tokens/private/stack-trace') as object, {
  captureStackTrace: () => [],
});

try {
  const only = neededLeaves(process.argv.slice(2));
  const { config, usedQuickstart } = loadConfig({ projectFolder: __dirname, env: process.env, only });
  const app = new App({ stackTraces: false });
  const base = new BaseStack(app, config.base);
  const leaves = config.leaves.map((leaf) => new LeafStack(app, { baseStack: base, base: config.base, leaf }));
  app.synth();
  // with some leaves alone nobody knows which others are left over
  if (only === undefined) removeLeftoverStacks(app, process.env);
  if (usedQuickstart) console.log('There is no config/ yet: this is examples/quickstart.');
  console.log(synthSummary({ config, stacks: [base, ...leaves], output: process.stdout }));
} catch (error) {
  const text = failureText(error);
  if (text === undefined) throw error;
  console.error(text);
  process.exitCode = 1;
}
