import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { writeState } from '../../../cli/bootstrap/write-state';

const STATE = { bucket: 'ours', region: 'eu-central-1' };

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cm-write-state-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** The file after `writeState`. */
function written(before: string): string {
  const file = join(folder, 'base.yaml');
  writeFileSync(file, before);
  writeState(file, STATE);
  return readFileSync(file, 'utf8');
}

test.each([
  ['at the end', '# ours\nRegion: !ENV ${REGION}  # near\n', ''],
  ['after a missing line end', 'Region: eu-central-1', '\n'],
  ['after empty lines', 'Region: eu-central-1\n\n\n', ''],
  ['below a comment that shows it', 'Region: eu-central-1\n# State:\n#   Bucket: x\n', ''],
])('adds the state %s, and changes nothing else', (_, before, gap) => {
  expect(written(before)).toBe(`${before}${gap}\nState:\n  Bucket: ours\n  Region: eu-central-1\n`);
});

test('keeps the line endings of Windows', () => {
  expect(written('Region: eu-central-1\r\n')).toBe(
    'Region: eu-central-1\r\n\r\nState:\r\n  Bucket: ours\r\n  Region: eu-central-1\r\n',
  );
});

test.each([
  ['a flow mapping', '{ Region: eu-central-1 }\n'],
  ['a document that ends', 'Region: eu-central-1\n...\n'],
  ['a file that has it', 'Region: eu-central-1\nState:\n  Bucket: theirs\n'],
])('fails with the lines to add for %s, and writes nothing', (_, before) => {
  const file = join(folder, 'base.yaml');
  writeFileSync(file, before);

  expect(() => {
    writeState(file, STATE);
  }).toThrow(`${file} cannot be extended automatically: add these lines yourself\nState:\n  Bucket: ours`);
  expect(readFileSync(file, 'utf8')).toBe(before);
});
