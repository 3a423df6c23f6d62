#!/usr/bin/env node
// package.json's engines say which Node.js will do; the AWS SDK warns of old ones in each run, between our lines.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
try {
  // The sources are TypeScript: tsx compiles them as they are loaded, as it does for synthesis.
  require('tsx/cjs');
  require('./main.ts');
} catch (error) {
  // a package, not a file of ours
  if (error.code !== 'MODULE_NOT_FOUND' || !/^Cannot find module '[^./]/.test(error.message)) throw error;
  const folder = require('node:path').dirname(__dirname);
  console.error(`Packages of this project are not installed, or not all of them: run npm ci in ${folder}`);
  process.exitCode = 1;
}
