/** Room that lines have for themselves, in characters: whatever else there is does not push them out of it. */
export interface Reserve {
  readonly room: number;
}

/** A line of the page and its importance. */
export interface Line {
  readonly text: string;
  /** When not everything fits, lines with lower numbers are left out first; among equal ones, the last. */
  readonly importance: number;
  /** Lines of one list share one. @default none */
  readonly reserve?: Reserve;
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

/** Room for the note that lines of a block were left out. */
const NOTE_ROOM = 60;

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
    omitted: lines.filter((line) => !kept.has(line)).length,
  }));
  const text = shown
    .filter(({ lines }) => lines.length > 0)
    .map(({ heading, lines, omitted }) => [heading, ...lines.map((line) => line.text), ...noteOf(omitted)].join('\n'))
    .join('\n\n');
  return { text, omitted: shown.reduce((sum, { omitted }) => sum + omitted, 0) };
}

function mostImportant(blocks: readonly Block[], room: number): Line[] {
  const begun = new Set<Block>();
  const kept = new Set<Line>();
  let left = room;
  const take = ({ block, line }: Candidate, limit: number): number | undefined => {
    const opening = begun.has(block) ? 0 : block.heading.length + NOTE_ROOM;
    const cost = opening + line.text.length + 1;
    if (cost > Math.min(left, limit)) return undefined;
    left -= cost;
    begun.add(block);
    kept.add(line);
    return cost;
  };
  const candidates = blocks
    .flatMap((block) => block.lines.map((line): Candidate => ({ block, line })))
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

interface Candidate {
  readonly block: Block;
  readonly line: Line;
}

function noteOf(omitted: number): string[] {
  return omitted === 0 ? [] : ['', `_${omitted} more lines are left out here._`];
}
