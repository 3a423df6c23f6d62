import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { keepFilesPrivate } from '../../../modules/config/private-files';

let folder: string;
let umask: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cm-private-'));
  umask = process.umask(0o022);
});
afterEach(() => {
  process.umask(umask);
  rmSync(folder, { recursive: true });
});

const modeOf = (...path: string[]) => (statSync(join(folder, ...path)).mode & 0o777).toString(8);

test('what is written from then on is for its owner alone', () => {
  keepFilesPrivate(folder, {});

  mkdirSync(join(folder, 'new'));
  writeFileSync(join(folder, 'new/file'), '');
  expect([modeOf('new'), modeOf('new/file')]).toEqual(['700', '600']);
});

test.each([
  ['cdktf.out', {}],
  ['elsewhere', { CDKTF_OUTDIR: 'elsewhere' }],
  ['terraform.tfstate.d', {}],
])('closes %s, which an earlier version left open, and no other folder', (name, env) => {
  for (const each of [name, 'config']) {
    mkdirSync(join(folder, each));
    chmodSync(join(folder, each), 0o755);
  }

  keepFilesPrivate(folder, env);

  expect([modeOf(name), modeOf('config')]).toEqual(['700', '755']);
});
