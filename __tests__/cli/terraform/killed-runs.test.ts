import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

import { forgetKilledRuns, killedRuns, noteRun } from '../../../cli/terraform/killed-runs';
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

  expect(runs.map(({ command }) => command)).toEqual(['apply']);
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
    await runTerraform(['apply'], { folder, onLine: () => undefined, isNoted: true });
  } finally {
    restore();
  }

  expect(killedRuns(folder).map(({ command }) => command)).toEqual(Array(killed).fill('apply'));
});
