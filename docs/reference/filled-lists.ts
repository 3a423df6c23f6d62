/** A line of pretty JSON that holds a text of a list alone. */
const TEXT = /^( +)("(?:[^"\\]|\\.)*",?)$/;

/**
 * Pretty JSON with as many texts of a list in a line as fit; a list that fits into one line as a whole gets one.
 *
 * @param width in characters
 */
export function filledLists(json: string, width: number): string {
  const lines: string[] = [];
  for (const line of json.split('\n')) {
    const [, indent = '', text] = TEXT.exec(line) ?? [];
    const last = lines.at(-1) ?? '';
    const isNext = text !== undefined && TEXT_LIST.test(last) && last.startsWith(`${indent}"`);
    if (isNext && last.length + 1 + text.length <= width) lines[lines.length - 1] = `${last} ${text}`;
    else lines.push(line);
  }
  return lines.join('\n').replace(/\[\n +("[^\n]*")\n +\]/g, '[$1]');
}

/** A line of several such texts, that goes on. */
const TEXT_LIST = /^ +"(?:[^"\\]|\\.)*",(?: "(?:[^"\\]|\\.)*",)*$/;
