import { visibleOnOneLine } from '../terminal/visible';
import { type AttributeChange, UNKNOWN } from './attribute-changes';
import { shortened, shortenedPair } from './shortened';

/** Where a text is cut. ASCII: the terminals of Windows have it. */
const MARK = '...';
const NAME_LENGTH = 120;
const LEAST_LENGTH = 20;
/** So many changed lines of a text are shown on each side. */
const SHOWN_LINES = 3;
const ARROW = '  -> ';
/** Shown where there is no value. */
const NONE = '(none)';

/**
 * One changed attribute for a terminal, e.g. `threshold: 1175 -> 1300`. Two values that are too long for one line get a line
 * each. Of texts of several lines only the lines that differ are shown, and how many there are.
 *
 * @param width in characters; a name may be wider, a value is cut
 */
export function attributeLines({ path, ...values }: AttributeChange, width: number): string[] {
  const name = shortened(visibleOnOneLine(path), NAME_LENGTH, MARK);
  const before = textIn(path, values.before) ?? NONE;
  const after = textIn(path, values.after) ?? NONE;
  // masked, both of them
  if (before === after) return [`${name}: changed ${after}`];
  if (isWall(before) && isWall(after)) return changedLines(name, before, after, width);
  return oneLine(name, before, after, width) ?? twoLines(name, before, after, width);
}

function oneLine(name: string, before: string, after: string, width: number): string[] | undefined {
  const room = Math.max(LEAST_LENGTH, width - `${name}:  -> ${UNKNOWN}`.length);
  // of a value that nothing is compared with, the beginning is enough
  const old = after === UNKNOWN && before.startsWith('{') && before.length > room ? '(JSON)' : before;
  const [cutBefore, cutAfter] = pair(old, after, after === UNKNOWN ? room : width);
  const line = `${name}: ${cutBefore} -> ${cutAfter}`;
  return line.length <= width ? [line] : undefined;
}

function twoLines(name: string, before: string, after: string, width: number): string[] {
  const [cutBefore, cutAfter] = pair(before, after, width - ARROW.length);
  const old = before === NONE ? [] : [`${' '.repeat(ARROW.length)}${cutBefore}`];
  return [`${name}:`, ...old, `${ARROW}${cutAfter}`];
}

/** Cuts before it escapes, since a value can be very long, and again, since escapes make it longer. */
function pair(before: string, after: string, limit: number): readonly [string, string] {
  const [one, other] = shortenedPair(summary(before), summary(after), limit, MARK);
  const cut = (text: string) => shortened(visibleOnOneLine(shortened(text, limit, MARK)), limit, MARK);
  return [cut(one), cut(other)];
}

/** AWS takes the script of an instance in base64. */
function textIn(path: string, value: string | undefined): string | undefined {
  if (!/(^|\.)user_data(_base64)?$/.test(path) || value === undefined || !/^[\w+/]+={0,2}$/.test(value)) return value;
  return Buffer.from(value, 'base64').toString();
}

function isWall(text: string): boolean {
  return text.includes('\n');
}

function linesOf(text: string): string[] {
  return text.replace(/\n$/, '').split('\n');
}

function summary(text: string): string {
  return isWall(text) ? `(${linesOf(text).length} lines)` : text;
}

/** What is between the equal lines at the beginning and at the end of two texts. */
function changedLines(name: string, before: string, after: string, width: number): string[] {
  const [old, young] = [linesOf(before), linesOf(after)];
  const shorter = Math.min(old.length, young.length);
  let start = 0;
  while (start < shorter && old[start] === young[start]) start++;
  let end = 0;
  while (end < shorter - start && old.at(-1 - end) === young.at(-1 - end)) end++;
  const [removed, added] = [old.slice(start, old.length - end), young.slice(start, young.length - end)];
  const count = Math.max(removed.length, added.length);
  const head = `${name}: changed (${count} of ${young.length} lines)`;
  if (count > SHOWN_LINES) return [head];
  const cut = (index: number) => pair(removed[index] ?? '', added[index] ?? '', width - ARROW.length);
  return [
    head,
    ...removed.map((_, index) => `  - ${cut(index)[0]}`),
    ...added.map((_, index) => `  + ${cut(index)[1]}`),
  ];
}
