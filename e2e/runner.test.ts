import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { z } from 'zod';

import { alive, descendants, type Process } from './processes';

const PROJECT_FOLDER = resolve(__dirname, '..');
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(PROJECT_FOLDER, 'package.json'), 'utf8')));

let folder: string;
let started: Process[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runner-'));
});
afterEach(() => {
  for (const { pid } of alive(started)) process.kill(pid, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a script of package.json, with all its files in the folder. */
function run(script: string, ...args: string[]): ChildProcess {
  const [command = '', ...ownArgs] = String(scripts[script]).split(' ');
  return spawn(command, [...ownArgs, ...args], {
    cwd: PROJECT_FOLDER,
    stdio: 'ignore',
    // a process group of its own, which gets the signals of a terminal
    detached: true,
    env: {
      ...process.env,
      TMPDIR: folder,
      // tsx would leave what it compiled in TMPDIR
      TSX_DISABLE_CACHE: '1',
    },
  });
}

/** Waits until each of the commands runs. Returns all processes that the runner started. */
async function untilRunning(runner: ChildProcess, ...commands: string[]): Promise<Process[]> {
  while (runner.exitCode === null) {
    const all = descendants(runner.pid!);
    if (commands.every((wanted) => all.some(({ command }) => command.includes(wanted)))) return all;
    await setTimeout(200);
  }
  throw new Error(`the runner ended by itself, with exit code ${runner.exitCode}`);
}

/** @returns the exit code */
async function interrupt(runner: ChildProcess, signal: NodeJS.Signals): Promise<unknown> {
  const exited = once(runner, 'exit');
  // a terminal sends it to all processes in it
  process.kill(signal === 'SIGTERM' ? runner.pid! : -runner.pid!, signal);
  const [code] = (await exited) as unknown[];
  return code;
}

// a terminal sends SIGINT to all processes in it; a system sends SIGTERM only to the runner
test.each(['SIGINT', 'SIGTERM'] as const)(
  'npm run e2e ends after %s while a command runs at a terminal, and leaves no process and no file',
  async (signal) => {
    const runner = run('e2e', '--testPathPatterns', 'e2e/cm/deploy', '--testNamePattern', 'deploy at a terminal asks');
    started = await untilRunning(runner, 'moto', 'pty.spawn', 'terraform-provider-aws');
    expect(readdirSync(folder)).toHaveLength(1);

    await expect(interrupt(runner, signal)).resolves.toBe(1);

    expect(alive(started)).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  },
);

// one signal is enough: interrupts.ts treats all alike
test('npm run demo ends after Ctrl-C, and leaves no process and no file', async () => {
  const runner = run('demo');
  started = await untilRunning(runner, 'moto', 'cm.cjs', 'terraform-provider-aws');
  expect(readdirSync(folder)).not.toEqual([]);

  await expect(interrupt(runner, 'SIGINT')).resolves.toBe(130);

  expect(alive(started)).toEqual([]);
  expect(readdirSync(folder)).toEqual([]);
});
