import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/**
 * The text of a page between `<!-- name:begin -->` and `<!-- name:end -->`. With UPDATE_DOCS=1, first writes `wanted` there.
 *
 * @throws Error where the page does not have these marks
 */
export function markedBlock(page: string, name: string, wanted: string): string {
  const path = join(ROOT, page);
  const text = readFileSync(path, 'utf8');
  const [before, rest] = split(text, `<!-- ${name}:begin -->`, page);
  const [block, after] = split(rest, `<!-- ${name}:end -->`, page);
  if (process.env.UPDATE_DOCS !== '1') return block.trim();
  writeFileSync(path, `${before}<!-- ${name}:begin -->\n\n${wanted}\n\n<!-- ${name}:end -->${after}`);
  return wanted;
}

function split(text: string, mark: string, page: string): [string, string] {
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`${page} has no mark '${mark.trim()}'`);
  return [text.slice(0, at), text.slice(at + mark.length)];
}
