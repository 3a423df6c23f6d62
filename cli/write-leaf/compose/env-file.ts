import { interpolate, type Variables } from './interpolate';

/** What a file of variables says. */
export interface EnvFile {
  readonly variables: Variables;
  /** Variables to which values refer, and which nothing sets. */
  readonly unset: readonly string[];
}

const LINE = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\s*[=:]\s*(.*)$/;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/**
 * Reads an `.env` file or an `env_file` as docker compose does. A value ends with its line.
 *
 * @param known variables that values can refer to, beside earlier ones of the file
 * @see https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax
 */
export function readEnvFile(text: string, known: Variables = {}): EnvFile {
  const variables: Record<string, string> = {};
  const unset: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [, name, written = ''] = LINE.exec(line) ?? [];
    if (name === undefined) continue;
    const value = valueOf(written, { ...known, ...variables });
    variables[name] = value.text;
    unset.push(...value.unset);
  }
  return { variables, unset };
}

function valueOf(written: string, variables: Variables) {
  const [, quote, inner = ''] = /^(["'])((?:\\.|(?!\1)[^\\])*)\1/.exec(written) ?? [];
  if (quote === "'") return { text: inner.replaceAll("\\'", "'"), unset: [] };
  if (quote === '"') {
    return interpolate(
      inner.replace(/\\(.)/g, (_all, sign: string) => ESCAPES[sign] ?? sign),
      variables,
    );
  }
  return interpolate(written.replace(/(^|\s)#.*$/, '').trim(), variables);
}
