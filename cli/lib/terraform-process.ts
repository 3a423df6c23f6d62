import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

import { CommandError, InterruptedError } from './errors';

/** Takes a line of text. */
export type OnLine = (line: string) => void;

export interface TerraformRun {
  /** Exit code; null where a signal ended it. */
  readonly code: number | null;
  /** Standard error. */
  readonly errors: string;
}

export interface RunTerraformProps {
  readonly folder: string;
  /** Gets each line of standard output. */
  readonly onLine: OnLine;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs Terraform.
 *
 * On Ctrl-C it gets one interrupt: it ends what it is doing and writes its state. A second one would make it quit at
 * once and lose what it has just made, so it has a process group of its own, where a terminal's Ctrl-C does not reach it.
 *
 * @throws InterruptedError when it ended after an interrupt
 * @throws CommandError when it cannot be started
 */
export async function runTerraform(
  args: readonly string[],
  { folder, onLine }: RunTerraformProps,
): Promise<TerraformRun> {
  // an object, since the compiler does not see that a variable changes in a handler
  const interruption = { isRequested: false };
  const interrupt = () => {
    if (interruption.isRequested) return;
    interruption.isRequested = true;
    process.stderr.write('\nTerraform finishes what it is doing. Please wait.\n');
    child.kill('SIGINT');
  };
  // before the start: from here on no interrupt may end us in the middle
  for (const signal of SIGNALS) process.on(signal, interrupt);
  const child = spawn('terraform', args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env: { ...process.env, TF_IN_AUTOMATION: 'true', CHECKPOINT_DISABLE: 'true' },
  });
  try {
    const run = await new Promise<TerraformRun>((resolve, reject) => {
      let errors = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
      createInterface({ input: child.stdout }).on('line', onLine);
      child.on('error', reject).on('close', (code) => {
        resolve({ code, errors });
      });
    });
    if (interruption.isRequested) throw interrupted(args);
    return run;
  } catch (cause) {
    if (cause instanceof CommandError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CommandError(`cannot run terraform (${why}): install Terraform 1.10 or newer, ${INSTALL}`, { cause });
  } finally {
    for (const signal of SIGNALS) process.off(signal, interrupt);
  }
}

/** Where one gets Terraform. */
export const INSTALL = 'https://developer.hashicorp.com/terraform/install';

function interrupted([command]: readonly string[]): InterruptedError {
  return new InterruptedError(
    command === 'apply'
      ? 'Interrupted. Terraform ended what it was doing and wrote the state: some changes are made, others are not.'
      : 'Interrupted, while nothing was being changed.',
  );
}
