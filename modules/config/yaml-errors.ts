import { type ErrorCode } from 'yaml';

import { namesPassword } from './password-names';
import { quoted } from './quoted';

/** An error of the parser. */
export interface YamlError {
  readonly code: ErrorCode;
  readonly message: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** Whether a quoted text over several lines ends right before it; where that begins. */
  readonly quote?: { readonly line: number; readonly column: number } | undefined;
}

/** What to tell a person. */
export interface ExplainedError {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** After these the parser still understands what follows. */
const HARMLESS: readonly ErrorCode[] = ['DUPLICATE_KEY', 'TAG_RESOLVE_FAILED', 'BAD_SCALAR_START'];

/** Without the errors that only follow from another: after most mistakes the parser misreads everything. */
export function withoutAftermath<Known extends { readonly code: ErrorCode; readonly pos: readonly [number, number] }>(
  errors: readonly Known[],
): readonly Known[] {
  const of = (wanted: ErrorCode) => errors.filter(({ code }) => code === wanted);
  // how often the parser gives up depends on the stack that is left
  const causes = [...of('TAB_AS_INDENT'), ...of('RESOURCE_EXHAUSTION').slice(0, 1)];
  if (causes.length > 0) return causes;
  const sorted = [...errors].sort((a, b) => a.pos[0] - b.pos[0]);
  const first = sorted.findIndex(({ code }) => !HARMLESS.includes(code));
  return first === -1 ? sorted : sorted.slice(0, first + 1);
}

/** An error of the parser in words for the person who wrote the file, at the line that is wrong. */
export function explain(error: YamlError, lines: readonly string[]): ExplainedError {
  const { code, message } = error;
  const here = (text: string) => ({ line: error.line, column: error.column, message: text });
  switch (code) {
    case 'DUPLICATE_KEY':
      return here('appears twice in the same map: remove one of the two');
    case 'TAB_AS_INDENT':
      return here('a tab is used as indentation: YAML allows spaces only');
    case 'MULTIPLE_DOCS':
      return here("the file has several documents: remove the line '---' and everything below it");
    case 'TAG_RESOLVE_FAILED':
      return here(`${message}: the only known tag is !ENV; put text that begins with ! in quotes`);
    case 'RESOURCE_EXHAUSTION':
      return here('the maps and lists of this file are nested too deeply to be read');
    default:
      return (
        openQuote(error) ??
        unquoted(error, lines) ??
        missingSpace(error, lines) ??
        wrongIndent(error, lines) ??
        here(`this is not valid YAML: ${message}`)
      );
  }
}

const OPEN_QUOTE = 'the quote that begins here is not closed on its line: close it, or remove it';

function openQuote({ quote }: YamlError): ExplainedError | undefined {
  return quote && { ...quote, message: OPEN_QUOTE };
}

const VALUE = /^(\s*(?:-\s+)*(?:([^\s:'"#][^:]*):\s+)?)(\S.*?)\s*$/;

/** A value that needs quotes: it begins with a character that YAML has a use for, or has `: ` in it. */
function unquoted({ line, column }: YamlError, lines: readonly string[]): ExplainedError | undefined {
  const [, before, key = '', value] = VALUE.exec(lines[line - 1] ?? '') ?? [];
  if (before === undefined || value === undefined || before.trim() === '' || column <= before.length) return undefined;
  const first = value.charAt(0);
  if (/["']/.test(first) && !value.slice(1).includes(first))
    return { line, column: before.length + 1, message: OPEN_QUOTE };
  const why = '*&[{%@`|>?"\'-'.includes(first)
    ? `text that begins with ${first} needs quotes`
    : /:(\s|$)/.test(value)
      ? "text that contains ': ' needs quotes"
      : undefined;
  if (why === undefined) return undefined;
  const inner = /^(["']).+\1$/.test(value) ? value.slice(1, -1) : value;
  const form = namesPassword(key.trim())
    ? 'it in quotes'
    : quoted(first === inner.charAt(0) && /["']/.test(first) ? value : inner);
  const cure =
    /^'.*'$/.test(value) && inner.includes("'") ? 'text with a quote in it needs other quotes around it' : why;
  return { line, column: before.length + 1, message: `${cure}: write ${form}` };
}

/** `Image:x` and `Image x`. */
function missingSpace({ code, line }: YamlError, lines: readonly string[]): ExplainedError | undefined {
  const text = lines[line - 1] ?? '';
  if (code !== 'MULTILINE_IMPLICIT_KEY' || /:(\s|$)/.test(text)) return undefined;
  const column = text.length - text.trimStart().length + 1;
  const [, key] = /^\s*(?:-\s+)?(\w+)/.exec(text) ?? [];
  return {
    line,
    column,
    message: `this line has no value: write a colon and a space after its key, as in ${key ?? 'Key'}: value`,
  };
}

/** The line itself, or the next one, which is deeper although this one has a value. */
function wrongIndent({ code, line, message }: YamlError, lines: readonly string[]): ExplainedError | undefined {
  const indentOf = (at: number) => /^ */.exec(lines[at - 1] ?? '')?.[0].length ?? 0;
  const next =
    lines.findIndex((text, index) => index >= line && text.trim() !== '' && !text.trim().startsWith('#')) + 1;
  const hasValue = /:\s+\S/.test(lines[line - 1] ?? '');
  const isNext = code === 'BLOCK_AS_IMPLICIT_KEY' && hasValue && next > 0 && indentOf(next) > indentOf(line);
  const isHere =
    (code === 'BAD_INDENT' && !message.startsWith('Flow')) ||
    code === 'BLOCK_AS_IMPLICIT_KEY' ||
    (code === 'UNEXPECTED_TOKEN' && indentOf(line) === 0);
  if (!isNext && !isHere) return undefined;
  const at = isNext ? next : line;
  const spaces = indentOf(at);
  return {
    line: at,
    column: spaces + 1,
    message: `begins after ${spaces} space${spaces === 1 ? '' : 's'}, where nothing around it begins: begin all keys of a map, and all - of a list, in the same column`,
  };
}
