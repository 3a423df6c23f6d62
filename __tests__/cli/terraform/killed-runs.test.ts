import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

import { forgetKilledRuns, isRunIn, killedRuns, noteRun, noteUnlocked } from '../../../cli/terraform/killed-runs';
import { runTerraform } from '../../../cli/terraform/process';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cm-runs-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Id of a process that has ended. */
function endedProcess(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}

test('a run whose process is gone was killed', () => {
  const before = Date.now();
  noteRun(folder, 'apply', endedProcess());

  const runs = killedRuns(folder);

  expect(runs.map(({ kind }) => kind)).toEqual(['apply']);
  // the clock of files is coarser
  expect(Math.abs(runs[0]!.startedAt.getTime() - before)).toBeLessThan(60_000);
});

test('a run whose process is alive was not killed, nor one that ended', () => {
  noteRun(folder, 'apply', process.pid);
  const end = noteRun(folder, 'plan', endedProcess());
  end();

  expect(killedRuns(folder)).toEqual([]);
  expect(readdirSync(folder)).toHaveLength(1);
});

test('nothing is known of the runs of another machine that shares the folder', () => {
  writeFileSync(join(folder, `cm-not-${hostname()}-${String(endedProcess())}.run`), 'apply');

  expect(killedRuns(folder)).toEqual([]);
});

test('a folder that does not exist has none', () => {
  expect(killedRuns(join(folder, 'nothing'))).toEqual([]);
});

test('killed runs are forgotten, others are not', () => {
  noteRun(folder, 'apply', endedProcess());
  noteRun(folder, 'apply', process.pid);

  forgetKilledRuns(folder);

  expect(killedRuns(folder)).toEqual([]);
  expect(readdirSync(folder)).toEqual([expect.stringMatching(new RegExp(`-${String(process.pid)}[.]run$`))]);
});

test('knows whether a run works in the folder', () => {
  noteRun(folder, 'apply', endedProcess());
  expect(isRunIn(folder)).toBe(false);

  noteRun(folder, 'apply', process.pid);
  expect(isRunIn(folder)).toBe(true);
});

test('a killed run whose lock is gone is still known, with its time', () => {
  noteRun(folder, 'apply', endedProcess());
  const [before] = killedRuns(folder);

  noteUnlocked(folder);
  noteUnlocked(folder);

  expect(killedRuns(folder)).toEqual([{ ...before, isUnlocked: true }]);
  expect(before).toMatchObject({ kind: 'apply', isUnlocked: false });
});

/** Puts a program named terraform first in PATH. */
function withTerraform(script: string): () => void {
  writeFileSync(join(folder, 'terraform'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const { PATH } = process.env;
  process.env.PATH = `${folder}:${String(PATH)}`;
  return () => {
    process.env.PATH = PATH;
  };
}

test.each([
  ['ends by itself, also when it fails', 'exit 1', 0],
  ['is killed', 'kill -9 $$', 1],
])('a Terraform that %s', async (_, script, killed) => {
  const restore = withTerraform(script);
  try {
    await runTerraform(['apply'], { folder, onLine: () => undefined, noteAs: 'apply' });
  } finally {
    restore();
  }

  expect(killedRuns(folder).map(({ kind }) => kind)).toEqual(Array(killed).fill('apply'));
});
