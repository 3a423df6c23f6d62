/** A line of the page and what it is worth. */
export interface Line {
  readonly text: string;
  /** Where not everything fits, lines of a smaller number go first; of equal ones, those further down. */
  readonly importance: number;
}

/** Lines that belong together, under what introduces them. */
export interface Block {
  readonly heading: string;
  readonly lines: readonly Line[];
}

/** The blocks as text, and how many of their lines are not in it. */
export interface Fitted {
  readonly text: string;
  readonly omitted: number;
}

/** Room for the note that a block was shortened. */
const NOTE_ROOM = 60;

/**
 * As many lines as there is room for, the most important first, each in its place. A heading without lines goes too.
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
    // what is less important does not slip in where this has no room
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
