/** Room that lines have for themselves, in characters: whatever else there is does not push them out of it. */
export interface Reserve {
  readonly room: number;
}

/** What a line names, so that the page can say how much of it is left out. */
export interface Named {
  readonly words: readonly [one: string, several: string];
  /** Different ones differ; they are counted, not shown. */
  readonly ids: readonly string[];
}

/** A line of the page and its importance. */
export interface Line {
  readonly text: string;
  /** When not everything fits, lines with lower numbers are left out first; among equal ones, the last. */
  readonly importance: number;
  /** Lines of one list share one. @default none */
  readonly reserve?: Reserve;
  /** @default nothing that is counted */
  readonly named?: Named;
}

/** Lines that belong together, with their heading. */
export interface Block {
  readonly heading: string;
  readonly lines: readonly Line[];
}

/** The blocks as text, and how many lines were left out. */
export interface Fitted {
  readonly text: string;
  readonly omitted: number;
}

/** Room for the note that lines of a block were left out, and for what they name. */
const [NOTE_ROOM, COUNTS_ROOM] = [60, 130];

/**
 * Keeps as many lines as fit, in their order: those that fit into their reserves, then the most important ones. Leaves out
 * headings without lines.
 *
 * @param room in characters; more than all reserves together
 */
export function fit(blocks: readonly Block[], room: number): Fitted {
  const kept = new Set(mostImportant(blocks, room));
  const shown = blocks.map(({ heading, lines }) => ({
    heading,
    lines: lines.filter((line) => kept.has(line)),
    omitted: lines.filter((line) => !kept.has(line)),
  }));
  const text = shown
    .filter(({ lines }) => lines.length > 0)
    .map(({ heading, lines, omitted }) => [heading, ...lines.map((line) => line.text), ...noteOf(omitted)].join('\n'))
    .join('\n\n');
  return { text, omitted: shown.reduce((sum, { omitted }) => sum + omitted.length, 0) };
}

function mostImportant(blocks: readonly Block[], room: number): Line[] {
  const begun = new Set<Block>();
  const kept = new Set<Line>();
  let left = room;
  const take = ({ block, opening, line }: Candidate, limit: number): number | undefined => {
    const cost = (begun.has(block) ? 0 : opening) + line.text.length + 1;
    if (cost > Math.min(left, limit)) return undefined;
    left -= cost;
    begun.add(block);
    kept.add(line);
    return cost;
  };
  const candidates = blocks
    .flatMap((block) => {
      const opening = block.heading.length + noteRoom(block);
      return block.lines.map((line): Candidate => ({ block, opening, line }));
    })
    .sort((one, other) => other.line.importance - one.line.importance);
  const reserves = new Map<Reserve, number>();
  for (const candidate of candidates) {
    const { reserve } = candidate.line;
    if (reserve === undefined) continue;
    const free = reserves.get(reserve) ?? reserve.room;
    // a less important line does not get in when this one does not fit
    reserves.set(reserve, free - (take(candidate, free) ?? free));
  }
  for (const candidate of candidates) {
    if (!kept.has(candidate.line) && take(candidate, left) === undefined) break;
  }
  return [...kept];
}

function noteRoom({ lines }: Block): number {
  return NOTE_ROOM + (lines.some(({ named }) => named !== undefined) ? COUNTS_ROOM : 0);
}

interface Candidate {
  readonly block: Block;
  /** Length of its heading, and of the note. */
  readonly opening: number;
  readonly line: Line;
}

function noteOf(omitted: readonly Line[]): string[] {
  if (omitted.length === 0) return [];
  const named = new Map<string, { words: Named['words']; ids: Set<string> }>();
  for (const { named: one } of omitted) {
    if (one === undefined) continue;
    const { words, ids } = named.get(one.words[1]) ?? { words: one.words, ids: new Set() };
    for (const id of one.ids) ids.add(id);
    named.set(one.words[1], { words, ids });
  }
  const counts = [...named.values()].map(({ words, ids: { size } }) => `${size} ${words[size === 1 ? 0 : 1]}`);
  const lines = omitted.length === 1 ? '1 more line is' : `${omitted.length} more lines are`;
  return ['', `_${lines} left out here${counts.length === 0 ? '' : `, with ${counts.join(', ')}`}._`];
}
