import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { descendants, type Process, processes } from './processes';

const folder = mkdtempSync(join(tmpdir(), 'runner-'));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('npm run e2e that is interrupted while Terraform works leaves no process and no file', async () => {
  const runner = spawn(
    process.execPath,
    ['--require', require.resolve('tsx/cjs'), 'e2e/main.ts', '--testPathPatterns', 'e2e/cm/deploy'],
    {
      cwd: resolve(__dirname, '..'),
      stdio: 'ignore',
      // tsx keeps what it compiled in TMPDIR, for the next time
      env: { ...process.env, TMPDIR: folder, TSX_DISABLE_CACHE: '1' },
    },
  );
  const exited = once(runner, 'exit');
  const started = await untilTerraformWorks(runner);
  expect(started.some(({ command }) => command.includes('moto'))).toBe(true);
  expect(readdirSync(folder)).toHaveLength(1);

  runner.kill('SIGINT');
  const [code] = (await exited) as [number | null];

  expect(code).toBe(1);
  expect(readdirSync(folder)).toEqual([]);
  const left = processes().filter(({ pid, command }) =>
    started.some((one) => one.pid === pid && one.command === command),
  );
  expect(left).toEqual([]);
});

/** All that the runner started, once Terraform's provider is among it. */
async function untilTerraformWorks(runner: ChildProcess): Promise<Process[]> {
  while (runner.exitCode === null) {
    const started = descendants(runner.pid!);
    if (started.some(({ command }) => command.includes('terraform-provider-aws'))) return started;
    await setTimeout(200);
  }
  throw new Error(`npm run e2e ended by itself, with exit code ${runner.exitCode}`);
}
