import { type JsonSchema } from './json-schema';

interface Row {
  readonly key: string;
  readonly default: string;
  readonly meaning: string;
}

/** The keys of a file in Markdown: a table of those at the top, then a heading and a table for each section. */
export function keyTables(schema: JsonSchema): string {
  const keys = Object.entries(schema.properties ?? {});
  const sections = keys.filter(([, value]) => isSection(value));
  const plain = keys.filter((entry) => !sections.includes(entry));
  return [
    ...(plain.length === 0
      ? []
      : [table(plain.flatMap(([key, value]) => rowsOf(key, value, isRequired(schema, key))))]),
    ...sections.map(([key, value]) => {
      const optional = isRequired(schema, key) ? '' : 'Optional. ';
      return [`### ${key}`, `${optional}${value.description ?? ''}`, table(rowsBelow(key, value))].join('\n\n');
    }),
  ].join('\n\n');
}

function isSection({ properties, additionalProperties }: JsonSchema): boolean {
  return properties !== undefined || typeof additionalProperties === 'object';
}

function isRequired({ required = [] }: JsonSchema, key: string): boolean {
  return required.includes(key);
}

function rowsBelow(path: string, schema: JsonSchema): Row[] {
  const { properties, additionalProperties: values, items } = schema;
  return [
    ...Object.entries(properties ?? {}).flatMap(([key, value]) =>
      rowsOf(`${path}.${key}`, value, isRequired(schema, key)),
    ),
    ...(typeof values === 'object' ? rowsBelow(`${path}.<Id>`, values) : []),
    // in a list whose entries have no required key, each is one of several keys: the list's description names them
    ...(items?.required ? rowsBelow(`${path}[]`, items) : []),
  ];
}

function rowsOf(key: string, schema: JsonSchema, required: boolean): Row[] {
  const { text, fallback } = described(schema.description ?? '');
  const row = { key, default: required ? '**required**' : (fallback ?? shownDefault(schema)), meaning: text };
  // a section inside a section has no value but its keys
  return [...(schema.properties ? [] : [row]), ...rowsBelow(key, schema)];
}

/** A description ends with its default where that depends on something else. */
function described(description: string): { text: string; fallback?: string } {
  const [text = '', fallback] = description.split(/ Default: (.*)[.]$/);
  return { text, ...(fallback !== undefined && { fallback }) };
}

function shownDefault({ default: value }: JsonSchema): string {
  // lists and maps are empty by default
  return value === undefined || typeof value === 'object' ? 'none' : `\`${JSON.stringify(value).replaceAll('"', '')}\``;
}

function table(rows: readonly Row[]): string {
  const cell = (text: string) => text.replaceAll('|', '\\|');
  return [
    '| key | default | meaning |',
    '| --- | --- | --- |',
    ...rows.map((row) => `| \`${row.key}\` | ${cell(row.default)} | ${cell(row.meaning)} |`),
  ].join('\n');
}
