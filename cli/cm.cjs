#!/usr/bin/env node
// package.json's engines say which Node.js will do; the AWS SDK warns of old ones in each run, between our lines.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
// The sources are TypeScript: tsx compiles them as they are loaded, as it does for synthesis.
require('tsx/cjs');
require('./main.ts');
