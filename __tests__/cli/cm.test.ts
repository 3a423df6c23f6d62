import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { PROJECT } from '../../e2e/project-copy/project-files';

test('./cm runs from any folder, also through a link', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cm-link-'));
  try {
    symlinkSync(join(PROJECT, 'cm'), join(folder, 'cm'));

    const { status, stdout } = spawnSync('./cm', ['help', 'sleep'], { cwd: folder, encoding: 'utf8' });

    expect(status).toBe(0);
    expect(stdout).toMatch(/^Usage: \.\/cm sleep /);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('on Windows cm.cmd starts the same program with the same arguments, and passes on its exit code', () => {
  const [, path = ''] = /^@node "%~dp0([^"]+)" %\*\r\n$/.exec(readFileSync(join(PROJECT, 'cm.cmd'), 'utf8')) ?? [];

  expect(path).toBe('cli\\cm.cjs');
  expect(existsSync(join(PROJECT, ...path.split('\\')))).toBe(true);
});

test('says that npm ci was not run, without a stack trace', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'cm-clone-')));
  try {
    mkdirSync(join(folder, 'cli'));
    for (const file of ['cm', 'cli/cm.cjs']) cpSync(join(PROJECT, file), join(folder, file));

    const { status, stderr } = spawnSync('./cm', ['status'], { cwd: folder, encoding: 'utf8' });

    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: `Packages of this project are not installed, or not all of them: run npm ci in ${folder}\n`,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('prints its version', () => {
  // a cast, since JSON has no types
  const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { readonly version: string };

  const { status, stdout } = spawnSync(process.execPath, [join(PROJECT, 'cli/cm.cjs'), '--version'], {
    encoding: 'utf8',
  });

  expect({ status, stdout }).toEqual({ status: 0, stdout: `${version}\n` });
});
