import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { baseSchema } from '../../modules/config/schema/base';
import { leafSchema } from '../../modules/config/schema/leaf';
import { policyDocument, type PolicyStatement } from '../../modules/aws/policy';
import { deployStatements, planStatements, secretDenials } from './permissions/policies';
import { readRecordedActions } from './permissions/recorded-actions';
import { eMails } from './e-mails/list';
import { eMailPage, eMailTable } from './e-mails/page';
import { filledLists } from './filled-lists';
import { jsonSchemaOf } from './json-schema';
import { keyTables } from './key-tables';

const ROOT = join(__dirname, '../..');
const CONFIGURATION = 'docs/configuration.md';
const CI = 'docs/ci.md';
const OPERATIONS = 'docs/operations.md';
/** What a reader of docs/ci.md replaces. */
const READERS = {
  name: 'NAME',
  accountId: '123456789012',
  stateBucket: 'STATE-BUCKET',
  hostedZoneId: 'HOSTED-ZONE-ID',
};

/** The files that are generated from the config's schema, the recorded permissions and the texts of e-mails: path → text. */
export function generatedFiles(): Record<string, string> {
  const base = jsonSchemaOf(baseSchema, 'base.yaml of Container Manager');
  const leaf = jsonSchemaOf(leafSchema, 'A leaf of Container Manager');
  const recorded = readRecordedActions();
  const mails = eMails();
  return {
    'schema/base.schema.json': json(base),
    'schema/leaf.schema.json': json(leaf),
    [CONFIGURATION]: withBlocks(CONFIGURATION, { base: keyTables(base), leaf: keyTables(leaf) }),
    [CI]: withBlocks(CI, {
      plan: policy(planStatements(recorded, READERS)),
      deploy: policy(deployStatements(recorded, READERS)),
      deny: policy(secretDenials(READERS)),
    }),
    [OPERATIONS]: withBlocks(OPERATIONS, { 'e-mails': eMailTable(mails) }),
    'docs/reference/e-mails.md': eMailPage(mails),
  };
}

/** In lines of a readable length, which Prettier would break into a line for each action. */
function policy(statements: readonly PolicyStatement[]): string {
  const text = filledLists(JSON.stringify(JSON.parse(policyDocument(statements)), undefined, 2), 110);
  return `<!-- prettier-ignore-start -->\n\`\`\`json\n${text}\n\`\`\`\n<!-- prettier-ignore-end -->`;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** The page with other texts between its marks, by the names of the marks. */
function withBlocks(path: string, blocks: Readonly<Record<string, string>>): string {
  return Object.entries(blocks).reduce(
    (page, [name, block]) => {
      const marks = new RegExp(`(<!-- ${name}:begin -->\n).*(\n<!-- ${name}:end -->)`, 's');
      if (!marks.test(page)) throw new Error(`${path} has no marks <!-- ${name}:begin --> and <!-- ${name}:end -->`);
      return page.replace(marks, (_all, begin: string, end: string) => `${begin}\n${block}\n${end}`);
    },
    readFileSync(join(ROOT, path), 'utf8'),
  );
}
