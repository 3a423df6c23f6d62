import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

import { CommandError, InterruptedError } from '../terminal/errors';
import { withoutInterruption } from '../terminal/interrupts';
import { noteRun } from './killed-runs';

/** Receives a line of text. */
export type OnLine = (line: string) => void;

export interface TerraformRun {
  /** Exit code; null when a signal ended it. */
  readonly code: number | null;
  /** Standard error. */
  readonly errors: string;
}

export interface RunTerraformProps {
  readonly folder: string;
  /** Receives each line of standard output. */
  readonly onLine: OnLine;
  /** Notes the run in the folder, so that the next one learns when it was killed: see `killedRuns`. @default false */
  readonly isNoted?: boolean;
}

/**
 * Runs Terraform.
 *
 * On Ctrl-C it gets one interrupt: it finishes what it is doing and writes its state. A second one would make it quit at
 * once and lose what it has just created, so it runs in its own process group, which a terminal's Ctrl-C does not reach.
 *
 * @throws InterruptedError when it ended after an interrupt, or an interrupt kept it from starting
 * @throws CommandError when it cannot be started
 */
export async function runTerraform(args: readonly string[], props: RunTerraformProps): Promise<TerraformRun> {
  return withoutInterruption(async (interruption) => {
    // interrupted before it started
    if (interruption.aborted) throw interrupted([]);
    return start(args, props, interruption);
  });
}

async function start(
  args: readonly string[],
  { folder, onLine, isNoted = false }: RunTerraformProps,
  interruption: AbortSignal,
): Promise<TerraformRun> {
  const child = spawn('terraform', args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env: { ...process.env, TF_IN_AUTOMATION: 'true', CHECKPOINT_DISABLE: 'true' },
  });
  const [command = ''] = args;
  const ended = child.pid === undefined || !isNoted ? undefined : noteRun(folder, command, child.pid);
  const interrupt = () => void child.kill('SIGINT');
  interruption.addEventListener('abort', interrupt);
  try {
    const run = await new Promise<TerraformRun>((resolve, reject) => {
      let errors = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
      createInterface({ input: child.stdout }).on('line', onLine);
      child.on('error', reject).on('close', (code) => {
        resolve({ code, errors });
      });
    });
    // a signal that nobody sent on purpose: Terraform may have created what the state does not have
    if (run.code !== null) ended?.();
    if (interruption.aborted) throw interrupted(args);
    return run;
  } catch (cause) {
    if (cause instanceof CommandError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CommandError(`cannot run terraform (${why}): install Terraform 1.10 or newer, ${INSTALL}`, { cause });
  } finally {
    interruption.removeEventListener('abort', interrupt);
  }
}

/** Where to get Terraform. */
export const INSTALL = 'https://developer.hashicorp.com/terraform/install';

function interrupted([command]: readonly string[]): InterruptedError {
  return new InterruptedError(
    command === 'apply'
      ? 'Interrupted. Terraform finished what it was doing and wrote the state: some changes are made, others are not.'
      : 'Interrupted while nothing was being changed.',
  );
}
