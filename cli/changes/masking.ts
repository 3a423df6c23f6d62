/** Shown for a value of the environment or of a command: it may be a password. */
export const MASKED = '(masked)';

/** Keys whose values are never shown, whatever is below them. */
const SECRET_KEY = /^(environment|command|entry_?point)/i;

/** ARNs of parameters without a path: such a name may be the password itself, written in the wrong place. */
const BARE_PARAMETER = /(:parameter\/)[^/"',\s*?]+(?=["',\s]|$)/g;

/**
 * A value as a person may see it. JSON within it is looked into, however deep it is.
 *
 * @param path of the attribute, e.g. `['container_definitions', '[container]', 'image']`
 */
export function masked(path: readonly string[], value: unknown): string {
  if (canHoldPassword(path)) return MASKED;
  const visible = visibleValue(path.at(-1) ?? '', value);
  const text = typeof visible === 'string' ? visible : JSON.stringify(visible, visibleValue);
  return text.replace(BARE_PARAMETER, `$1${MASKED}`);
}

/** Environments, commands, and container definitions in which neither can be found. */
function canHoldPassword(path: readonly string[]): boolean {
  return path.some((part) => SECRET_KEY.test(part)) || (path[0] === 'container_definitions' && path.length <= 2);
}

/** One member of a value, as `JSON.stringify` asks for it. */
function visibleValue(key: string, value: unknown): unknown {
  if (SECRET_KEY.test(key)) return MASKED;
  if (typeof value !== 'string') return value;
  if (/^value_?from$/i.test(key) && !/[/:]/.test(value)) return MASKED;
  const inner = parsed(value);
  if (inner !== value) return inner;
  return looksLikeJson(value) && /["'](environment|command|entry_?point)/i.test(value) ? MASKED : value;
}

/** JSON as what it says; other values as they are. */
export function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !looksLikeJson(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    // it only looked like JSON
    return value;
  }
}

function looksLikeJson(text: string): boolean {
  return /^\s*[[{]/.test(text);
}
