import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { actionNames, readRecordedActions, writeRecordedActions } from '../docs/reference/permissions/recorded-actions';
import { type Asked, RECORD_FOLDER } from './emulator/iam/deployers';

/**
 * `npm run permissions [-- PATTERN]`: runs the e2e tests and writes what they asked AWS for into docs/reference/permissions. With a
 * pattern only some tests run, and what they asked for is added.
 *
 * @returns exit code
 */
function main(patterns: readonly string[]): number {
  const folder = mkdtempSync(join(tmpdir(), 'cm-permissions-'));
  try {
    const { status } = spawnSync(process.execPath, [...process.execArgv, require.resolve('./main.ts'), ...patterns], {
      stdio: 'inherit',
      env: { ...process.env, [RECORD_FOLDER]: folder },
    });
    if (status !== 0) {
      console.error('permissions: the tests fail, so nothing was written');
      return 1;
    }
    const asked = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Asked);
    const { plan, deploy } = readRecordedActions();
    const before = patterns.length === 0 ? [] : [{ plan: actionNames(plan), deploy: actionNames(deploy) }];
    const all = [...before, ...asked];
    writeRecordedActions({ plan: all.flatMap((one) => one.plan), deploy: all.flatMap((one) => one.deploy) });
    console.log('docs/reference/permissions/recorded-actions.json is written. Now: npm run docs');
    return 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

process.exitCode = main(process.argv.slice(2));
