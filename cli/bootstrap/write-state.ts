import { readFileSync, writeFileSync } from 'node:fs';

import { isMap, parseDocument } from 'yaml';

import { CommandError } from '../terminal/errors';

export interface StateLocation {
  readonly bucket: string;
  readonly region: string;
}

/**
 * Adds `State` to base.yaml, as text at its end: comments, quotes, order and line ends of the file stay. It has the Region
 * too, so that the state stays where it is when `Region` changes.
 *
 * @throws CommandError with the lines when they cannot be added at the end, e.g. to a flow mapping
 */
export function writeState(file: string, { bucket, region }: StateLocation): void {
  const text = readFileSync(file, 'utf8');
  const lines = ['State:', `  Bucket: ${bucket}`, `  Region: ${region}`];
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const gap = text === '' || text.endsWith('\n') ? '' : lineEnd;
  const extended = `${text}${gap}${['', ...lines, ''].join(lineEnd)}`;
  if (!holdsState(extended, bucket)) {
    throw new CommandError(`${file} cannot be extended automatically: add these lines yourself\n${lines.join('\n')}`);
  }
  writeFileSync(file, extended);
}

function holdsState(text: string, bucket: string): boolean {
  const document = parseDocument(text, { logLevel: 'silent' });
  return document.errors.length === 0 && isMap(document.contents) && document.getIn(['State', 'Bucket']) === bucket;
}
