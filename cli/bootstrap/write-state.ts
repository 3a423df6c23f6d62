import { readFileSync, writeFileSync } from 'node:fs';

import { isMap, parseDocument } from 'yaml';

import { CommandError } from '../terminal/errors';

export interface StateLocation {
  readonly bucket: string;
  readonly region: string;
}

/**
 * Adds `State` to base.yaml. As text at its end, and not as a rewritten document: comments, quotes, order and line ends
 * of what stands there stay. The region is written too, so that the state stays where it is when `Region` changes.
 *
 * @throws CommandError where lines at the end are not what the file ends with, e.g. in a flow mapping: with the lines
 */
export function writeState(file: string, { bucket, region }: StateLocation): void {
  const text = readFileSync(file, 'utf8');
  const lines = ['State:', `  Bucket: ${bucket}`, `  Region: ${region}`];
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const gap = text === '' || text.endsWith('\n') ? '' : lineEnd;
  const extended = `${text}${gap}${['', ...lines, ''].join(lineEnd)}`;
  if (!holdsState(extended, bucket)) {
    throw new CommandError(
      `${file} is not in a form that lines can be added to: add these yourself\n${lines.join('\n')}`,
    );
  }
  writeFileSync(file, extended);
}

function holdsState(text: string, bucket: string): boolean {
  const document = parseDocument(text, { logLevel: 'silent' });
  return document.errors.length === 0 && isMap(document.contents) && document.getIn(['State', 'Bucket']) === bucket;
}
