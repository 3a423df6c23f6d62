import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { baseSchema } from '../../modules/config/schema/base';
import { leafSchema } from '../../modules/config/schema/leaf';
import { jsonSchemaOf } from './json-schema';
import { keyTables } from './key-tables';

const ROOT = join(__dirname, '../..');
const PAGE = 'docs/configuration.md';

/** The files that are generated from the config's schema: path → text. */
export function generatedFiles(): Record<string, string> {
  const base = jsonSchemaOf(baseSchema, 'base.yaml of Container Manager');
  const leaf = jsonSchemaOf(leafSchema, 'A leaf of Container Manager');
  const page = readFileSync(join(ROOT, PAGE), 'utf8');
  return {
    'schema/base.schema.json': json(base),
    'schema/leaf.schema.json': json(leaf),
    [PAGE]: withBlock(withBlock(page, 'base', keyTables(base)), 'leaf', keyTables(leaf)),
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** The page with another text between its marks. */
function withBlock(page: string, name: string, block: string): string {
  const marks = new RegExp(`(<!-- ${name}:begin -->\n).*(\n<!-- ${name}:end -->)`, 's');
  if (!marks.test(page)) throw new Error(`${PAGE} has no marks <!-- ${name}:begin --> and <!-- ${name}:end -->`);
  return page.replace(marks, (_all, begin: string, end: string) => `${begin}\n${block}\n${end}`);
}
