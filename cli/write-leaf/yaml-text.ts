// What YamlFile reads back as the same text, without quotes: it keeps numbers as they are written.
const PLAIN = /^[A-Za-z0-9_./](?:[\w./@+=,()!?;~ -]|:(?=\S))*$/;
const CHANGED = /^(true|false|null)$/i;

/** A text as a YAML value on one line, in quotes only where it needs them. */
export function yamlText(text: string): string {
  // eslint-disable-next-line no-control-regex -- what single quotes cannot hold
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/.test(text)) return JSON.stringify(text);
  if (text === 'true' || text === 'false') return text;
  if (PLAIN.test(text) && !CHANGED.test(text) && !text.endsWith(' ') && !text.endsWith(':')) return text;
  return `'${text.replaceAll("'", "''")}'`;
}

/** A text as a key. */
export function yamlKey(text: string): string {
  return /^[A-Za-z_][\w.-]*$/.test(text) && !CHANGED.test(text) ? text : `'${text.replaceAll("'", "''")}'`;
}
