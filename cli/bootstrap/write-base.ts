import { readFileSync, writeFileSync } from 'node:fs';

import { isMap, parseDocument } from 'yaml';

import { CommandError } from '../terminal/errors';

export interface StateLocation {
  readonly bucket: string;
  readonly region: string;
}

/** The comment in the quickstart's base.yaml whose place `State` takes. */
const EXAMPLE = /^# State:\r?\n# {3}Bucket: my-container-manager-state(\r?\n|$)/m;

const REGION = /^Region: .*$/m;

/**
 * Adds `State` to base.yaml, as text: comments, quotes, order and line ends of the file stay. It takes the place of the
 * quickstart's example, else it comes at the end. It has the Region too, so that the state stays where it is when `Region`
 * changes.
 *
 * @throws CommandError with the lines when they cannot be added, e.g. to a flow mapping
 */
export function writeState(file: string, { bucket, region }: StateLocation): void {
  const text = readFileSync(file, 'utf8');
  const lines = ['State:', `  Bucket: ${bucket}`, `  Region: ${region}`];
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const added = [...lines, ''].join(lineEnd);
  const gap = text === '' || text.endsWith('\n') ? '' : lineEnd;
  const extended = EXAMPLE.test(text) ? text.replace(EXAMPLE, () => added) : `${text}${gap}${lineEnd}${added}`;
  if (!holds(extended, ['State', 'Bucket'], bucket)) {
    throw new CommandError(`${file} cannot be extended automatically: add these lines yourself\n${lines.join('\n')}`);
  }
  writeFileSync(file, extended);
}

/**
 * Sets `Region` in a copy of the quickstart's base.yaml.
 *
 * @throws CommandError when it has no line for it
 */
export function writeRegion(file: string, region: string): void {
  const text = readFileSync(file, 'utf8').replace(REGION, `Region: ${region}`);
  if (!holds(text, ['Region'], region)) throw new CommandError(`${file}: set Region: ${region} in it yourself`);
  writeFileSync(file, text);
}

function holds(text: string, key: readonly string[], value: string): boolean {
  const document = parseDocument(text, { logLevel: 'silent' });
  return document.errors.length === 0 && isMap(document.contents) && document.getIn(key) === value;
}
