import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { generatedFiles } from './generated';

/** Generates the configuration's reference and JSON Schemas, and what is said of e-mails: `npm run docs`. */
for (const [path, text] of Object.entries(generatedFiles())) {
  const file = join(__dirname, '../..', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
