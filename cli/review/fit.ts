/** A line of the page and its importance. */
export interface Line {
  readonly text: string;
  /** When not everything fits, lines with lower numbers are left out first; among equal ones, the last. */
  readonly importance: number;
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
 * Keeps as many lines as fit, the most important ones, in their order. Leaves out headings without lines.
 *
 * @param room in characters
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
  const candidates = blocks.flatMap((block) => block.lines.map((line) => ({ block, line })));
  const kept: Line[] = [];
  let left = room;
  for (const { block, line } of candidates.sort((one, other) => other.line.importance - one.line.importance)) {
    const opening = begun.has(block) ? 0 : block.heading.length + NOTE_ROOM;
    const cost = opening + line.text.length + 1;
    // a less important line does not get in when this one does not fit
    if (cost > left) break;
    left -= cost;
    begun.add(block);
    kept.push(line);
  }
  return kept;
}

function noteOf(omitted: number): string[] {
  return omitted === 0 ? [] : ['', `_${omitted} more lines are left out here._`];
}
