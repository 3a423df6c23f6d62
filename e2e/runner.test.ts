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
    // a group of its own, which gets what a terminal sends
    detached: true,
    env: {
      ...process.env,
      // an emulator of its own, not the one that we use
      AWS_ENDPOINT_URL: undefined,
      TMPDIR: folder,
      // tsx keeps what it compiled in TMPDIR, for the next time
      TSX_DISABLE_CACHE: '1',
    },
  });
}

/** All that it started, once each of the commands is among it. */
async function untilRunning(runner: ChildProcess, ...commands: string[]): Promise<Process[]> {
  while (runner.exitCode === null) {
    const all = descendants(runner.pid!);
    if (commands.every((wanted) => all.some(({ command }) => command.includes(wanted)))) return all;
    await setTimeout(200);
  }
  throw new Error(`it ended by itself, with exit code ${runner.exitCode}`);
}

/** @returns the exit code */
async function interrupt(runner: ChildProcess, signal: NodeJS.Signals): Promise<unknown> {
  const exited = once(runner, 'exit');
  // a terminal tells all who work in it
  process.kill(signal === 'SIGTERM' ? runner.pid! : -runner.pid!, signal);
  const [code] = (await exited) as unknown[];
  return code;
}

// one that a terminal sends to all who work in it, and one that a system sends to the runner alone
test.each(['SIGINT', 'SIGTERM'] as const)(
  'npm run e2e ends at %s, with a command at a terminal, and leaves nothing',
  async (signal) => {
    const runner = run('e2e', '--testPathPatterns', 'e2e/cm/deploy', '--testNamePattern', 'at a terminal it asks');
    started = await untilRunning(runner, 'moto', 'pty.spawn', 'terraform-provider-aws');
    expect(readdirSync(folder)).toHaveLength(1);

    await expect(interrupt(runner, signal)).resolves.toBe(1);

    expect(alive(started)).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  },
);

// one signal stands for all: interrupts.ts treats them alike
test('npm run demo ends at Ctrl-C, and leaves nothing', async () => {
  const runner = run('demo');
  started = await untilRunning(runner, 'moto', 'cm.cjs', 'terraform-provider-aws');
  expect(readdirSync(folder)).not.toEqual([]);

  await expect(interrupt(runner, 'SIGINT')).resolves.toBe(130);

  expect(alive(started)).toEqual([]);
  expect(readdirSync(folder)).toEqual([]);
});
