import { type Path } from './key-path';
import { namesPassword } from './password-names';
import { quoted } from './quoted';

/** A text of a file, and how it is written there. */
export interface WrittenText {
  readonly text: string;
  readonly path: Path;
  readonly style: 'plain' | 'double' | 'other';
  /** Its anchor (`&name`), where no alias refers to it. */
  readonly unusedAnchor: string | undefined;
  /** What follows on its line. */
  readonly after: string;
}

const VARIABLE = /\$\{([A-Za-z_]\w*)(?::?[-?+:][^}]*)?\}/;

/** What is wrong with a text that means something else in YAML, or in docker-compose, than it says; undefined for others. */
export function changedText(written: WrittenText): string | undefined {
  const { text, path, style, unusedAnchor, after } = written;
  if (style === 'other') return undefined;
  // a value that can be a password is not repeated
  const form = (whole: string) => (path.some((part) => namesPassword(String(part))) ? 'it in quotes' : quoted(whole));
  if (unusedAnchor !== undefined) {
    const whole = `&${unusedAnchor}${text === '' ? '' : ` ${text}`}`;
    return `text that begins with & needs quotes, since YAML takes its first word for a name: write ${form(whole)}`;
  }
  const [, comment] = /^[ \t]+(#\S.*)$/.exec(after) ?? [];
  if (style === 'plain' && comment !== undefined && isFreeText(path)) {
    return `ends before the #, which begins a comment: write ${form(`${text} ${comment.trimEnd()}`)}, or a space after # if it is a comment`;
  }
  const [variable, name = ''] = VARIABLE.exec(text) ?? [];
  // in a longer text within quotes it is meant
  if (variable !== undefined && (style === 'plain' || variable === text)) {
    const whole = form(text) === quoted(text) ? asEnv(text) : `!ENV \${${name}}`;
    return `\${${name}} is not replaced here: write ${whole}, or the text in single quotes to keep it as it is`;
  }
  if (isFreeText(path) && text.includes('$$')) {
    return `has $$, which is docker-compose's way to write $: write ${form(text.replaceAll('$$', '$'))}, or the text in single quotes to keep both`;
  }
  return undefined;
}

/** With the defaults of docker compose as `!ENV` has them. */
function asEnv(text: string): string {
  const written = text.replace(/\$\{(\w+):?-/g, '${$1:');
  return /^[\w$]\S*$/.test(written) ? `!ENV ${written}` : `!ENV ${JSON.stringify(written)}`;
}

/** Whether any text is right there. */
function isFreeText([section, key]: Path): boolean {
  return section === 'Container' && ['Environment', 'Command'].includes(String(key));
}
