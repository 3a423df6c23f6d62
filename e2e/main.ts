import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { startEmulator } from './emulator/emulator';
import { onInterrupt } from './interrupts';
import { alive, descendants, type Process, processes, untilGone } from './processes';
import { requireTerraform } from './terraform';

const PROJECT_FOLDER = resolve(__dirname, '..');
/** How long interrupted commands may take to end. Then they are killed. */
const PATIENCE_MS = 5_000;
/** Three workers fill two cores, since each waits for a third of its time. */
const WORKERS = '--maxWorkers=3';

/**
 * `npm run e2e [-- PATTERN]`: runs jest. All temporary files are in one folder, which is deleted at the end, and all
 * processes that were started are ended, however the run ends.
 */
async function main(): Promise<number> {
  // first of all: a message of one line where Terraform or moto is missing
  await requireTerraform();
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
    [require.resolve('jest/bin/jest'), '--selectProjects', 'e2e', WORKERS, ...process.argv.slice(2)],
    {
      cwd: PROJECT_FOLDER,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        TMPDIR: folder,
        // Terraform and its providers run for seconds, and spend a third of that on collecting garbage
        GOGC: process.env.GOGC ?? '800',
        ...sharedProviders(folder),
      },
      // a process group of its own, so that all of it can be interrupted at once
      detached: true,
    },
  );
  // as a terminal does. List the processes before: a command at a terminal has a process group of its own, and once its
  // parent has ended, nothing shows that we started it
  let interrupted: Process[] = [];
  onInterrupt(() => {
    interrupted = [...interrupted, ...descendants(process.pid)];
    signalGroup(child.pid, 'SIGINT');
  });
  const code = await new Promise<number>((done, fail) => {
    child.on('error', fail).on('exit', (exitCode) => {
      done(exitCode ?? 1);
    });
  });
  const group = processes().filter((one) => one.group === child.pid);
  await untilGone([...alive(interrupted), ...group], PATIENCE_MS);
  return code;
}

/** Lets Terraform download its providers once for all stacks, unless the user's configuration says how to get them. */
function sharedProviders(folder: string): Record<string, string> {
  if (process.env.TF_CLI_CONFIG_FILE !== undefined || process.env.TF_PLUGIN_CACHE_DIR !== undefined) return {};
  const cache = join(folder, 'providers');
  mkdirSync(cache);
  return { TF_PLUGIN_CACHE_DIR: cache, TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: 'true' };
}

function signalGroup(group: number | undefined, signal: NodeJS.Signals): void {
  if (group === undefined) return;
  try {
    process.kill(-group, signal);
  } catch {
    // ended by itself in the meantime
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
