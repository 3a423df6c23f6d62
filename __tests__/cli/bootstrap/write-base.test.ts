import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { writeRegion, writeState } from '../../../cli/bootstrap/write-base';
import { PROJECT_FOLDER } from '../../../cli/project/project';
import { loadConfig } from '../../../modules/config/load-config';

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

describe('the copy of the quickstart', () => {
  let file: string;

  beforeEach(() => {
    cpSync(join(PROJECT_FOLDER, 'examples/quickstart'), join(folder, 'config'), { recursive: true });
    file = join(folder, 'config/base.yaml');
  });

  test.each([
    ['', '\n'],
    [', with the line ends of Windows', '\r\n'],
  ])('loads, with Region and State once each and no words about copying it%s', (_, lineEnd) => {
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('\n', lineEnd));

    writeRegion(file, 'ap-southeast-2');
    writeState(file, { bucket: 'ours', region: 'ap-southeast-2' });

    const text = readFileSync(file, 'utf8');
    const { base } = loadConfig({ projectFolder: folder, env: {} }).config;
    expect(base.region).toBe('ap-southeast-2');
    expect(base.state).toEqual({ bucket: 'ours', region: 'ap-southeast-2' });
    expect(text.match(/State:/g)).toHaveLength(1);
    expect(text.match(/^(# *)?Region:/gm)).toHaveLength(1);
    expect(text).not.toMatch(/copy|cp -r|my-container-manager-state|examples/i);
    expect(text).toContain('`./cm bootstrap` makes the bucket.' + `${lineEnd}State:${lineEnd}  Bucket: ours${lineEnd}`);
    expect(text).toContain('# Domain:');
    expect(text.split('\n').filter((line) => line.endsWith('\r'))).toHaveLength(
      lineEnd === '\n' ? 0 : text.split('\n').length - 1,
    );
  });
});

test('fails where there is no line for the Region, and writes nothing', () => {
  const file = join(folder, 'base.yaml');
  writeFileSync(file, '{ Region: us-east-1 }\n');

  expect(() => {
    writeRegion(file, 'eu-central-1');
  }).toThrow(`${file}: set Region: eu-central-1 in it yourself`);
  expect(readFileSync(file, 'utf8')).toBe('{ Region: us-east-1 }\n');
});
