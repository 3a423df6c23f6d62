#!/usr/bin/env node
// The sources are TypeScript: tsx compiles them as they are loaded, as it does for synthesis.
require('tsx/cjs');
require('./main.ts');
