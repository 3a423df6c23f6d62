/** Values by the names of variables. */
export type Variables = Readonly<Record<string, string>>;

/** Text with its variables replaced. */
export interface Interpolated {
  readonly text: string;
  /** Variables without a value and without a default: empty text stands for them, as in docker compose. */
  readonly unset: readonly string[];
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*/;

/**
 * Replaces `$NAME`, `${NAME}` and its forms with a default, an error or an alternative; `$$` becomes `$`. What only looks
 * like a variable stays.
 *
 * @see https://docs.docker.com/reference/compose-file/interpolation/
 */
export function interpolate(text: string, variables: Variables): Interpolated {
  const unset = new Set<string>();
  const written = expand(text, variables, unset);
  return { text: written, unset: [...unset] };
}

function expand(text: string, variables: Variables, unset: Set<string>): string {
  let written = '';
  let rest = text;
  for (let at = rest.indexOf('$'); at !== -1; at = rest.indexOf('$')) {
    written += rest.slice(0, at);
    const { value, length } = variableAt(rest.slice(at), variables, unset);
    written += value;
    rest = rest.slice(at + length);
  }
  return written + rest;
}

/** What stands for the beginning of a text that begins with `$`, and how much of it that is. */
function variableAt(text: string, variables: Variables, unset: Set<string>): { value: string; length: number } {
  if (text.startsWith('$$')) return { value: '$', length: 2 };
  const [plain] = NAME.exec(text.slice(1)) ?? [];
  if (plain !== undefined) return { value: valueOf(plain, variables, unset), length: 1 + plain.length };
  const inner = text.startsWith('${') ? untilClosed(text.slice(2)) : undefined;
  const [name] = NAME.exec(inner ?? '') ?? [];
  if (inner === undefined || name === undefined) return { value: '$', length: 1 };
  return { value: braced(name, inner.slice(name.length), variables, unset), length: inner.length + 3 };
}

function braced(name: string, rest: string, variables: Variables, unset: Set<string>): string {
  const [, isEmptyUnset, operator, word = ''] = /^(:?)([-?+])(.*)$/s.exec(rest) ?? [];
  const value = own(variables, name);
  const isSet = value !== undefined && !(isEmptyUnset === ':' && value === '');
  if (operator === '+') return isSet ? expand(word, variables, unset) : '';
  if (isSet) return value;
  if (operator === '-') return expand(word, variables, unset);
  if (operator === '?') unset.add(name);
  return valueOf(name, variables, unset);
}

function valueOf(name: string, variables: Variables, unset: Set<string>): string {
  const value = own(variables, name);
  if (value === undefined) unset.add(name);
  return value ?? '';
}

function own(variables: Variables, name: string): string | undefined {
  return Object.hasOwn(variables, name) ? variables[name] : undefined;
}

/** The text before the brace that closes; undefined where none does. */
function untilClosed(text: string): string | undefined {
  let depth = 1;
  for (let at = 0; at < text.length; at += 1) {
    if (text.startsWith('${', at)) depth += 1;
    else if (text[at] === '}') depth -= 1;
    if (depth === 0) return text.slice(0, at);
  }
  return undefined;
}
