import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { generatedFiles } from './generated';

/** Writes the configuration's reference and JSON Schemas anew: `npm run docs`. */
for (const [path, text] of Object.entries(generatedFiles())) {
  const file = join(__dirname, '../..', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
