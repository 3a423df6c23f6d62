import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { leftByKilled, OF_THIS_MACHINE } from './of-this-machine';

const SUFFIX = '.run';

/** A run of Terraform that was killed: it could neither write the state to its end nor remove its lock. */
export interface KilledRun {
  /** E.g. `apply`. */
  readonly command: string;
  readonly startedAt: Date;
}

/**
 * Notes in a stack's folder that Terraform runs. The note stays when this process or Terraform is killed.
 *
 * @param pid of Terraform
 * @returns removes the note
 */
export function noteRun(folder: string, command: string, pid: number): () => void {
  const file = join(folder, `${OF_THIS_MACHINE}${pid}${SUFFIX}`);
  writeFileSync(file, command);
  return () => {
    rmSync(file, { force: true });
  };
}

/** Runs of Terraform on this computer that were killed in a stack's folder, and that no deployment has completed since. */
export function killedRuns(folder: string): KilledRun[] {
  return leftByKilled(folder, SUFFIX).map((name) => {
    const file = join(folder, name);
    return { command: readFileSync(file, 'utf8'), startedAt: statSync(file).mtime };
  });
}

/** After a deployment or a removal that is complete. */
export function forgetKilledRuns(folder: string): void {
  for (const name of leftByKilled(folder, SUFFIX)) rmSync(join(folder, name), { force: true });
}
