import { shortened } from '../changes/shortened';

/** Characters that mean more than text in Markdown, HTML, GitHub or a terminal. */
const ACTIVE = /[&<>|`*[\]\\~@#!$"']|:(?=\/)|(?<=www)\.|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/giu;

/** Line breaks, control characters, invisible ones, and those that change the direction of text. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * Text of a plan as inline code. GitHub mentions nobody and links nothing within `<code>`, and what could end the
 * element or its table cell is written as a character reference, which never counts as markup:
 * https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references
 *
 * @param limit maximum length in characters, before they are escaped; the rest is cut
 */
export function code(text: string, limit = 200): string {
  return `<code>${escaped(shortened(text, limit))}</code>`;
}

/** Our own sentence with text of a plan in it, as plain text. In code, `@` and `#` mention nobody and link no issue. */
export function prose(text: string, limit = 600): string {
  return escaped(shortened(text, limit)).replace(/&#(?:64|35);/g, '<code>$&</code>');
}

function escaped(text: string): string {
  return text
    .replace(/\r?\n/g, '↵')
    .replace(UNSEEN, (character) => `�${character.codePointAt(0)?.toString(16) ?? ''}�`)
    .replace(ACTIVE, (character) => `&#${character.charCodeAt(0)};`);
}
