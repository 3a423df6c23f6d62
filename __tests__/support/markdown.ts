/** A place in a Markdown page. */
export interface Found {
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
}

/** What a test looks at in a Markdown page. */
export interface MarkdownPage {
  /** Targets of links and images, as they are written. */
  readonly links: readonly Found[];
  /** What a link may have behind its `#`. */
  readonly anchors: ReadonlySet<string>;
  /** Lines of fenced blocks, and what stands between backticks. */
  readonly code: readonly Found[];
}

const FENCE = /^ {0,3}(```+|~~~+)/;
// over the end of a line, but not of a paragraph
const INLINE_CODE = /(?<!`)(`+)(?!`)((?:(?!\n\s*\n)[^])+?)(?<!`)\1(?!`)/g;
const LINKS = [
  /\]\(\s*<?([^\s)>]+)>?(?:\s+["'][^)]*)?\)/g,
  /^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)/gm,
  /<(?:a|img)\s[^>]*?(?:href|src)="([^"]+)"/g,
];
const HTML_ANCHOR = /<a\s[^>]*?(?:id|name)="([^"]+)"/g;

/** Reads as much of Markdown as GitHub shows and as our pages use. */
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

/** The same number of lines, without a word. */
function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

/** GitHub's rules: lower case, punctuation away, dashes for blanks, a number behind what was there before. */
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
