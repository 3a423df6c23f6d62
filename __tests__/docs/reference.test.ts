import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { generatedFiles } from '../../docs/reference/generated';
import { jsonSchemaOf } from '../../docs/reference/json-schema';
import { keyTables } from '../../docs/reference/key-tables';
import { section } from '../../modules/config/schema/containers';
import { flag, integer, text } from '../../modules/config/schema/fields';

const ROOT = resolve(__dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

function sample() {
  return section({
    plain: text('use text', /./).default('a|b').describe('A text.'),
    machine: section({
      type: text('use text', /./).describe('Its type.'),
      count: integer(1, 9, 'a number').default(3).describe('How many.'),
      keep: flag().optional().describe('Whether it stays. Default: true in `prod`.'),
    })
      .prefault({ Type: 'x' })
      .describe('A machine.'),
  });
}

test.each(Object.entries(generatedFiles()))('%s is up to date: npm run docs', (path, wanted) => {
  expect(read(path)).toBe(wanted);
});

test('a table says which keys are required, their defaults, and which sections are optional', () => {
  expect(keyTables(jsonSchemaOf(sample(), 'sample')).split('\n')).toEqual([
    '| key | default | meaning |',
    '| --- | --- | --- |',
    '| `Plain` | `a\\|b` | A text. |',
    '',
    '### Machine',
    '',
    'Optional. A machine.',
    '',
    '| key | default | meaning |',
    '| --- | --- | --- |',
    '| `Machine.Type` | **required** | Its type. |',
    '| `Machine.Count` | `3` | How many. |',
    '| `Machine.Keep` | true in `prod` | Whether it stays. |',
  ]);
});

test('the schema accepts !ENV for a number and a flag, which an editor sees as text, but no other text', () => {
  const { Count, Keep } = jsonSchemaOf(sample(), 'sample').properties!.Machine!.properties!;

  expect(Count).toMatchObject({ type: ['integer', 'string'], minimum: 1, maximum: 9, default: 3 });
  expect(Keep).toMatchObject({ type: ['boolean', 'string'] });
  expect(Keep).not.toHaveProperty('default');
  for (const value of ['${COUNT}', '${COUNT:3}', '7']) expect(value).toMatch(new RegExp(Count!.pattern!));
  for (const value of ['many', '7 of them', '']) expect(value).not.toMatch(new RegExp(Count!.pattern!));
  expect('yes').not.toMatch(new RegExp(Keep!.pattern!));
});

describe("the schema path in an example is right in the example's folder and after a copy to config/", () => {
  const quickstart = ['base.yaml', 'leaves/minecraft.yaml'].map((path) => [
    `examples/quickstart/${path}`,
    `config/${path}`,
  ]);
  const leaves = readdirSync(join(ROOT, 'examples/leaves')).map((name) => [
    `examples/leaves/${name}`,
    `config/leaves/${name}`,
  ]);

  test.each([...quickstart, ...leaves])('%s', (shipped, copied) => {
    const [, schema = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(read(shipped)) ?? [];

    const wanted = join(ROOT, 'schema', shipped.endsWith('base.yaml') ? 'base.schema.json' : 'leaf.schema.json');
    expect(resolve(ROOT, dirname(copied), schema)).toBe(wanted);
    const beside = resolve(ROOT, dirname(shipped), schema);
    const { $ref = '' } = JSON.parse(readFileSync(beside, 'utf8')) as { $ref?: string };
    // beside the quickstart, which lies a folder deeper than its copy, a schema of one line points to the real one
    expect([beside, resolve(dirname(beside), $ref)]).toContain(wanted);
  });
});
