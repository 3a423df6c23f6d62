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

test.each(['cdktf.out', 'terraform.tfstate.d'])(
  'closes %s, which an earlier version left open, and no other folder',
  (name) => {
    for (const each of [name, 'config']) {
      mkdirSync(join(folder, each));
      chmodSync(join(folder, each), 0o755);
    }

    keepFilesPrivate(folder, {});

    expect([modeOf(name), modeOf('config')]).toEqual(['700', '755']);
  },
);

test('leaves a folder that CDKTF_OUTDIR names as it is: it may hold what is not ours', () => {
  mkdirSync(join(folder, 'shared'));
  chmodSync(join(folder, 'shared'), 0o755);

  for (const CDKTF_OUTDIR of ['shared', '', '.']) keepFilesPrivate(folder, { CDKTF_OUTDIR });

  expect([modeOf('shared'), modeOf()]).toEqual(['755', (statSync(folder).mode & 0o777).toString(8)]);
});
