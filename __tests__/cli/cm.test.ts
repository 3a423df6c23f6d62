import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
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
