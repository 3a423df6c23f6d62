import { readFileSync } from 'node:fs';

import { type Problem } from './config-error';

/** Far more than any config has: what reads a file may take time in the square of its size. */
const MAX_BYTES = 128 * 1024;

/** What a file says. */
export interface FileText {
  /** Without a byte order mark; empty where it cannot be read. */
  readonly text: string;
  /** Why it cannot be read. */
  readonly flaw?: Pick<Problem, 'line' | 'column' | 'message'>;
}

/** Reads a text file. Returns why it cannot be read instead of throwing, since all problems are reported at once. */
export function readText(path: string): FileText {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    return { text: '', flaw: { line: 1, column: 1, message: `cannot be read: ${reason(error)}` } };
  }
  if (bytes.length > MAX_BYTES) {
    return {
      text: '',
      flaw: { line: 1, column: 1, message: `is larger than ${MAX_BYTES / 1024} KB: no file of a config needs that` },
    };
  }
  const text = bytes.toString('utf8');
  const wrong = firstWrong(bytes, text);
  if (wrong === undefined) return { text: text.replace(/^\uFEFF/, '') };
  const before = bytes.toString('utf8', 0, wrong).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  return { text: '', flaw: { line: before.length, column, message: 'is not UTF-8: save it as UTF-8' } };
}

/** Why the file system refused something, without the path, which each problem begins with. */
export function reason(error: unknown): string {
  return String(error)
    .replace(/^Error: /, '')
    .replace(/, \w+( '.*')?$/, '');
}

/** Index of the first byte that is not UTF-8, or that only UTF-16 has; undefined where there is none. */
function firstWrong(bytes: Buffer, text: string): number | undefined {
  const again = Buffer.from(text, 'utf8');
  const index = bytes.findIndex((byte, at) => byte === 0 || byte !== again[at]);
  return index === -1 ? undefined : index;
}
