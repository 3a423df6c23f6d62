import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { pageOf } from '../../../cli/review/plan-files';

const PLAN = JSON.stringify({
  format_version: '1.2',
  errored: false,
  resource_changes: [
    {
      address: 'aws_sns_topic.Größe',
      type: 'aws_sns_topic',
      name: 'Größe',
      mode: 'managed',
      change: { actions: ['create'], before: null, after: { name: 'Größe' }, after_unknown: {} },
    },
  ],
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plan-files-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function page(bytes: Buffer): string {
  const file = join(folder, 'minecraft.json');
  writeFileSync(file, bytes);
  return pageOf({ plans: [file] });
}

const little = Buffer.from(`\uFEFF${PLAN}`, 'utf16le');

test.each([
  ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${PLAN}`)],
  ['UTF-16, as > writes it in Windows PowerShell', little],
  ['UTF-16 with the bytes swapped', Buffer.from(little).swap16()],
  ['UTF-16 without a byte order mark', Buffer.from(PLAN, 'utf16le')],
  ['the same with the bytes swapped', Buffer.from(PLAN, 'utf16le').swap16()],
])('a plan in %s gives the same page as in UTF-8', (_encoding, bytes) => {
  const expected = page(Buffer.from(PLAN));

  expect(expected).toContain('Größe');
  expect(page(bytes)).toBe(expected);
});

test('what is no text is refused with its name', () => {
  expect(() => page(Buffer.from(`\0\0${PLAN}`))).toThrow(/minecraft[.]json: not JSON/);
});
