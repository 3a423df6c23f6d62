import { z } from 'zod';

/** As much of JSON Schema as the config's schemas use. */
export interface JsonSchema {
  $schema?: string;
  title?: string;
  description?: string;
  type?: string | string[];
  enum?: string[];
  pattern?: string;
  default?: unknown;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  propertyNames?: JsonSchema;
  additionalProperties?: JsonSchema | boolean;
  items?: JsonSchema;
  [keyword: string]: unknown;
}

/** Text that is accepted for another type: `!ENV`, and what the config accepts in quotes. */
const AS_TEXT: Readonly<Record<string, string>> = {
  integer: '\\$\\{|^[-+]?(0|[1-9]\\d*)$',
  number: '\\$\\{|^[-+]?(0|[1-9]\\d*)(\\.\\d+)?$',
  boolean: '\\$\\{|^(true|false)$',
};

/**
 * What an editor needs to complete, explain and check a file of the config, made from the schema that checks it.
 *
 * @param title shown by editors
 */
export function jsonSchemaOf(schema: z.ZodType, title: string): JsonSchema {
  // draft 7 is what editors' YAML support knows best; a cast, since zod's type has every draft's keywords
  const made = z.toJSONSchema(schema, { io: 'input', target: 'draft-7', override: complete }) as JsonSchema;
  const { $schema, ...rest } = made;
  return { ...($schema !== undefined && { $schema }), title, ...rest };
}

function complete({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: unknown }): void {
  const json = jsonSchema as JsonSchema;
  const { def } = zodSchema._zod;
  // zod leaves it out where the input is transformed
  if (def.type === 'default') json.default = def.defaultValue;
  // the keys of the section have defaults of their own
  if (def.type === 'prefault') delete json.default;
  // every key of YAML is text
  delete json.propertyNames;
  const pattern = typeof json.type === 'string' ? AS_TEXT[json.type] : undefined;
  if (typeof json.type === 'string' && pattern !== undefined)
    Object.assign(json, { type: [json.type, 'string'], pattern });
}
