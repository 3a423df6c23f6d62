// What YamlFile reads back as the same text, without quotes: it keeps numbers as they are written.
const PLAIN = /^[A-Za-z0-9_./](?:[\w./@+=,()!?;~ -]|:(?=\S))*$/;
// eslint-disable-next-line no-control-regex -- what one line of YAML cannot hold, and JSON writes with an escape
const NOT_IN_A_LINE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]/g;
const CHANGED = /^(true|false|null)$/i;

/** A text as a YAML value on one line, in quotes only where it needs them. */
export function yamlText(text: string): string {
  if (text === 'true' || text === 'false') return text;
  return PLAIN.test(text) && !CHANGED.test(text) && !/[ :]$/.test(text) ? text : quotedText(text);
}

/** A text as a key. */
export function yamlKey(text: string): string {
  return /^[A-Za-z_][\w.-]*$/.test(text) && !CHANGED.test(text) ? text : quotedText(text);
}

/** A text within one line of a comment. */
export function commentText(text: string): string {
  return text.replace(NOT_IN_A_LINE, ' ');
}

function quotedText(text: string): string {
  return text.search(NOT_IN_A_LINE) === -1 ? `'${text.replaceAll("'", "''")}'` : JSON.stringify(text);
}
