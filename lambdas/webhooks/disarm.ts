/** Takes no room, and ends a word. */
const ZERO_WIDTH_SPACE = '\u200B';

/** Text in which `@everyone` and the like call nobody: services that look for names behind an @ find none. */
export function withoutMentions(text: string): string {
  return text.replaceAll('@', `@${ZERO_WIDTH_SPACE}`);
}

/** Text in which `<@id>`, `<#channel>`, `<t:…>` and links with another text are only text, as Discord reads them. */
export function withoutMarkup(text: string): string {
  return withoutMentions(text).replaceAll('<', `<${ZERO_WIDTH_SPACE}`).replaceAll('](', `]${ZERO_WIDTH_SPACE}(`);
}
