import { createRequire } from 'node:module';

import { App } from 'cdktf';

import { BaseStack } from './modules/base/base-stack';
import { loadConfig } from './modules/config/load-config';
import { neededLeaves } from './modules/config/only-argument';
import { keepFilesPrivate } from './modules/config/private-files';
import { LeafStack } from './modules/leaf/leaf-stack';
import { copyLockFile } from './synth/lock-file';
import { removeLeftoverStacks } from './synth/leftover-stacks';
import { tellFailure, tellSynthesized } from './synth/tell';

// cdktf takes a whole stack trace for each token, which nobody sees: docs/decisions/provider-and-cdktf.md. An import would
// be a copy.
Object.assign(createRequire(__filename)('cdktf/lib/tokens/private/stack-trace') as object, {
  captureStackTrace: () => [],
});

keepFilesPrivate(__dirname, process.env);

try {
  const only = neededLeaves(process.argv.slice(2));
  const { config, folder, usedQuickstart, warnings } = loadConfig({ projectFolder: __dirname, env: process.env, only });
  const app = new App({ stackTraces: false });
  const base = new BaseStack(app, config.base);
  const leaves = config.leaves.map((leaf) => new LeafStack(app, { baseStack: base, base: config.base, leaf }));
  app.synth();
  // with some leaves alone nobody knows which others are left over
  if (only === undefined) removeLeftoverStacks(app, process.env);
  copyLockFile(app, folder);
  tellSynthesized({ config, usedQuickstart, warnings, stacks: [base, ...leaves] });
} catch (error) {
  tellFailure(error);
  process.exitCode = 1;
}
