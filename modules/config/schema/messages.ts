import { closest } from 'fastest-levenshtein';

const MAX_SHOWN = 60;

/** `'x' is not allowed: use …`, or that the value is missing. */
export function complaint(value: unknown, allowed: string, echo: 'quiet' | 'echo' = 'echo'): string {
  if (value === undefined) return `is missing: ${allowed}`;
  return `${echo === 'quiet' ? 'this value' : show(value)} is not allowed: ${allowed}`;
}

/** How zod's schemas say so: an option of each. */
export function explain(allowed: string, echo: 'quiet' | 'echo' = 'echo') {
  return { error: ({ input }: { readonly input?: unknown }) => complaint(input, allowed, echo) };
}

/** Keys that earlier files have, and what to write instead of each. */
export type FormerKeys = Readonly<Record<string, string>>;

/** What is wrong with an unknown key, and what to write instead. */
export function unknownKey(
  key: string,
  known: readonly string[],
  { former = {}, compose = {} }: { readonly former?: FormerKeys; readonly compose?: FormerKeys },
): string {
  const instead = Object.hasOwn(former, key) ? former[key] : undefined;
  if (instead !== undefined) return `is a key of AWS-ContainerManager that is no longer supported: ${instead}`;
  const here = Object.hasOwn(compose, key) ? compose[key] : undefined;
  if (here !== undefined) return `is a key of docker-compose: ${here} (./cm import writes a leaf from a compose file)`;
  // copied from a web page
  if (key.trim() !== key) return 'begins or ends with a character that only looks like a space: retype the line';
  const sorted = [...known].sort();
  const lower = sorted.map((name) => name.toLowerCase());
  const nearest = sorted[lower.indexOf(closest(key.toLowerCase(), lower))] ?? '';
  return `is not a known key: did you mean ${nearest}? Known here: ${sorted.join(', ')}`;
}

function show(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  // a problem has one line
  if (typeof value === 'string') return `'${shorten(value.replace(/\s+/g, ' '))}'`;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'a map';
}

function shorten(text: string): string {
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}
