/** What a terminal acts on instead of showing it: controls, invisible characters, and those that turn the direction of text. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** The same, but an escape sequence of the colours and of bold of this program is one match. */
// eslint-disable-next-line no-control-regex -- they begin with one
const UNSEEN_OR_COLOR = new RegExp(`${/\u001b\[(?:1|22|31|33|39)m/.source}|${UNSEEN.source}`, 'gu');

/** What GitHub takes for a command to its runner: `::error::…` at the beginning of a line, `##[error]…` anywhere. */
const COMMANDS: readonly [RegExp, string][] = [
  [/^([^\S\n]*)::/gm, '$1\\u003a:'],
  [/##\[/g, '\\u0023#['],
];

interface VisibleOptions {
  /** Whether the colours of colors.ts stay. Text of others can then be red, yellow or bold, and nothing else. @default false */
  readonly colors?: boolean;
}

/**
 * Text as a terminal and GitHub's log may get it. Configs, Terraform and AWS pass on what others wrote: it must not move the
 * cursor, hide or reorder what a person reads, or give the runner of a workflow a command.
 *
 * Line breaks and tabs stay. Other control and format characters become `\u001b`, which means the same in JSON.
 */
export function visible(text: string, { colors = false }: VisibleOptions = {}): string {
  const seen = text.replace(colors ? UNSEEN_OR_COLOR : UNSEEN, (found, offset: number) => {
    const isColor = found.length > 2;
    return isColor || found === '\n' || found === '\t' || isLineEnd(text, offset) ? found : escaped(found);
  });
  return COMMANDS.reduce((result, [command, harmless]) => result.replace(command, harmless), seen);
}

/** The same for a text that has to stay on its line: line breaks and tabs are escaped, too. */
export function visibleOnOneLine(text: string): string {
  return visible(text).replace(/\r\n|[\n\t]/g, (found) => ESCAPES[found] ?? escaped(found));
}

const ESCAPES: Readonly<Record<string, string>> = { '\r\n': '\\r\\n', '\n': '\\n', '\t': '\\t' };

/** Windows ends lines with `\r\n`. */
function isLineEnd(text: string, offset: number): boolean {
  return text.startsWith('\r\n', offset);
}

function escaped(text: string): string {
  return text
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
