import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const PROJECT_FOLDER = resolve(__dirname, '../..');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'path-'));
  writeFileSync(join(folder, 'terraform'), '#!/bin/sh\n', { mode: 0o755 });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Runs a script where `path` is the whole environment. */
function run(script: string, path: string) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--no-warnings', '--require', require.resolve('tsx/cjs'), script],
    { cwd: PROJECT_FOLDER, encoding: 'utf8', env: { PATH: path } },
  );
  return { status, stdout, lines: stderr.trim().split('\n') };
}

test.each([
  ['e2e', 'e2e/main.ts'],
  ['demo', 'e2e/demo.ts'],
])('npm run %s says in one line how to install Terraform where it is missing', (name, script) => {
  const { status, stdout, lines } = run(script, '/nowhere');

  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(lines).toEqual([
    `${name}: cannot run terraform (spawn terraform ENOENT): install Terraform 1.10 or newer, ` +
      'https://developer.hashicorp.com/terraform/install',
  ]);
});

test.each([
  ['e2e', 'e2e/main.ts'],
  ['demo', 'e2e/demo.ts'],
])('npm run %s says in one line how to install moto where it is missing', (name, script) => {
  const { status, stdout, lines } = run(script, folder);

  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(lines).toEqual([
    expect.stringMatching(
      new RegExp(`^${name}: the AWS emulator moto does not start .*: install it with python3 -m pip install `),
    ),
  ]);
});
