import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { startEmulator } from './emulator/emulator';
import { descendants, processes } from './processes';

const PROJECT_FOLDER = resolve(__dirname, '..');
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** What interrupted commands may take to end: what they work on goes anyway. */
const PATIENCE_MS = 5_000;

/**
 * `npm run e2e [-- PATTERN]`: jest, with all temporary files in a folder that goes at the end, and in a process group
 * that is gone at the end, however it ends.
 */
async function main(): Promise<number> {
  // says what is missing, in one line, before anything else begins
  await (await startEmulator()).stop();
  const folder = mkdtempSync(join(tmpdir(), 'cm-e2e-'));
  try {
    return await jest(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function jest(folder: string): Promise<number> {
  const child = spawn(
    process.execPath,
    [
      require.resolve('jest/bin/jest'),
      '--selectProjects',
      'e2e',
      workers(),
      `--testSequencer=${join(__dirname, 'longest-first.cjs')}`,
      ...process.argv.slice(2),
    ],
    {
      cwd: PROJECT_FOLDER,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        TMPDIR: folder,
        ...sharedProviders(folder),
      },
      // a group of its own, so that it can be ended as a whole
      detached: true,
    },
  );
  const interrupt = () => {
    signalGroup(child.pid, 'SIGINT');
  };
  for (const signal of SIGNALS) process.on(signal, interrupt);
  const code = await new Promise<number>((done, fail) => {
    child.on('error', fail).on('exit', (exitCode) => {
      done(exitCode ?? 1);
    });
  });
  await untilGroupIsGone(child.pid);
  return code;
}

/** Each file has an emulator of its own; one that runs already they cannot share. Terraform takes a core for itself. */
function workers(): string {
  return process.env.AWS_ENDPOINT_URL === undefined ? '--maxWorkers=2' : '--runInBand';
}

/** Providers are fetched once for all stacks, where no configuration of one's own says how to get them. */
function sharedProviders(folder: string): Record<string, string> {
  if (process.env.TF_CLI_CONFIG_FILE !== undefined || process.env.TF_PLUGIN_CACHE_DIR !== undefined) return {};
  const cache = join(folder, 'providers');
  mkdirSync(cache);
  return { TF_PLUGIN_CACHE_DIR: cache, TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: 'true' };
}

async function untilGroupIsGone(group: number | undefined): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (signalGroup(group, 0)) {
    if (Date.now() > end) killGroup(group);
    await setTimeout(100);
  }
}

/** With what it started in other groups: Terraform and its provider, which outlive who started them. */
function killGroup(group: number | undefined): void {
  const all = processes();
  const members = all.filter((one) => one.group === group);
  for (const { pid } of members.flatMap((one) => [one, ...descendants(one.pid, all)])) kill(pid);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // gone by itself in the meantime
  }
}

/** @returns whether there is such a process group */
function signalGroup(group: number | undefined, signal: NodeJS.Signals | 0): boolean {
  if (group === undefined) return false;
  try {
    return process.kill(-group, signal);
  } catch {
    return false;
  }
}

main()
  .then((code) => {
    process.exitCode = code;
  })
  .catch((error: unknown) => {
    console.error(`e2e: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  });
