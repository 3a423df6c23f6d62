/** A place in a Markdown page. */
export interface Found {
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
}

/** The parts of a Markdown page that tests check. */
export interface MarkdownPage {
  /** Targets of links and images, as they are written. */
  readonly links: readonly Found[];
  /** What a link can have after its `#`. */
  readonly anchors: ReadonlySet<string>;
  /** Lines of fenced blocks, and text between backticks. */
  readonly code: readonly Found[];
}

const FENCE = /^ {0,3}(```+|~~~+)/;
// may span lines, but not paragraphs
const INLINE_CODE = /(?<!`)(`+)(?!`)((?:(?!\n\s*\n)[^])+?)(?<!`)\1(?!`)/g;
const LINKS = [
  /\]\(\s*<?([^\s)>]+)>?(?:\s+["'][^)]*)?\)/g,
  /^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)/gm,
  /<(?:a|img)\s[^>]*?(?:href|src)="([^"]+)"/g,
];
const HTML_ANCHOR = /<a\s[^>]*?(?:id|name)="([^"]+)"/g;

/** Reads a page as GitHub shows it. Knows the Markdown that our pages use. */
export function markdownPage(markdown: string): MarkdownPage {
  const { fenced, rest } = withoutFences(markdown);
  const inline = found(rest, INLINE_CODE, 2).map(({ line, text }) => ({
    line,
    text: text.replace(/\s+/g, ' ').trim(),
  }));
  const prose = rest.replace(INLINE_CODE, blank);
  const headings = found(rest, /^#{1,6} +(.+?) *#*$/gm, 1).map(({ text }) => text);
  const named = found(prose, HTML_ANCHOR, 1).map(({ text }) => text);
  return {
    links: LINKS.flatMap((link) => found(prose, link, 1)),
    anchors: new Set([...anchorsOf(headings), ...named]),
    code: [...fenced, ...inline],
  };
}

function withoutFences(markdown: string): { fenced: Found[]; rest: string } {
  const fenced: Found[] = [];
  let open: string | undefined;
  const rest = markdown.split('\n').map((text, index) => {
    const [, mark] = FENCE.exec(text) ?? [];
    if (open === undefined) {
      open = mark;
      return mark === undefined ? text : '';
    }
    if (mark?.startsWith(open)) open = undefined;
    else fenced.push({ line: index + 1, text });
    return '';
  });
  return { fenced, rest: rest.join('\n') };
}

function found(text: string, pattern: RegExp, group: number): Found[] {
  return [...text.matchAll(pattern)].map((match) => ({
    line: text.slice(0, match.index).split('\n').length,
    text: match[group] ?? '',
  }));
}

/** The same number of characters and lines, without the text. */
function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

/** GitHub's rules: lower case, no punctuation, dashes for spaces, a number after an anchor that exists already. */
function anchorsOf(headings: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return headings.map((heading) => {
    const shown = heading.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]/g, '');
    const slug = shown
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
      .replace(/ /g, '-');
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    return before === 0 ? slug : `${slug}-${before}`;
  });
}
