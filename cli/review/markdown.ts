/** What Markdown, HTML, GitHub or a terminal would read as more than text. */
const ACTIVE = /[&<>|`*[\]\\~@#!$"']|:(?=\/)|(?<=www)\.|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/giu;

/** Line breaks, control characters, and those that turn the direction of what follows or are not seen at all. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * Text of a plan as inline code. GitHub mentions nobody and links nothing within `<code>`, and what could end the
 * element or the cell that it stands in is written as a character reference, which never counts as markup:
 * https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references
 *
 * @param limit greatest length, in characters before they are escaped; more is cut
 */
export function code(text: string, limit = 200): string {
  return `<code>${escaped(shortened(text, limit))}</code>`;
}

/** Words of ours with text of a plan in them, as plain text. `@` and `#` alone in code name nobody and no issue. */
export function prose(text: string, limit = 600): string {
  return escaped(shortened(text, limit)).replace(/&#(?:64|35);/g, '<code>$&</code>');
}

/** The beginning of a text that is too long. */
export function shortened(text: string, limit: number): string {
  const characters = Array.from(text.slice(0, 2 * limit + 2));
  return characters.length > limit ? `${characters.slice(0, limit - 1).join('')}…` : text;
}

function escaped(text: string): string {
  return text
    .replace(/\r?\n/g, '↵')
    .replace(UNSEEN, (character) => `�${character.codePointAt(0)?.toString(16) ?? ''}�`)
    .replace(ACTIVE, (character) => `&#${character.charCodeAt(0)};`);
}
