import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { leftByKilled, OF_THIS_MACHINE, ofLiving } from './of-this-machine';

/** How the names of notes end: a removal keeps them when it empties its folder. */
export const NOTE_SUFFIX = '.run';

const UNLOCKED = ' unlocked';

/** What Terraform does to a stack. */
export type RunKind = 'plan' | 'apply' | 'destroy';

/** A run of Terraform that was killed: it could neither write the state to its end nor remove its lock. */
export interface KilledRun {
  readonly kind: RunKind;
  readonly startedAt: Date;
  /** Whether its lock is known to be gone. */
  readonly isUnlocked: boolean;
}

/**
 * Notes in a stack's folder that Terraform runs. The note stays when this process or Terraform is killed.
 *
 * @param pid of Terraform
 * @returns removes the note
 */
export function noteRun(folder: string, kind: RunKind, pid: number): () => void {
  const file = join(folder, `${OF_THIS_MACHINE}${pid}${NOTE_SUFFIX}`);
  writeFileSync(file, kind);
  return () => {
    rmSync(file, { force: true });
  };
}

/** Runs of Terraform on this computer that were killed in a stack's folder, and that nothing has completed since. */
export function killedRuns(folder: string): KilledRun[] {
  return leftByKilled(folder, NOTE_SUFFIX).map((name) => {
    const file = join(folder, name);
    const text = readFileSync(file, 'utf8');
    // a cast: only noteRun writes them
    const kind = text.replace(UNLOCKED, '') as RunKind;
    return { kind, startedAt: statSync(file).mtime, isUnlocked: text.endsWith(UNLOCKED) };
  });
}

/** Whether a run of Terraform on this computer works in a stack's folder. */
export function isRunIn(folder: string): boolean {
  return ofLiving(folder, NOTE_SUFFIX).length > 0;
}

/** The locks of the runs that were killed are gone: a lock that fits one of them belongs to somebody else from now on. */
export function noteUnlocked(folder: string): void {
  for (const name of leftByKilled(folder, NOTE_SUFFIX)) {
    const file = join(folder, name);
    const { atime, mtime } = statSync(file);
    const text = readFileSync(file, 'utf8');
    if (text.endsWith(UNLOCKED)) continue;
    writeFileSync(file, `${text}${UNLOCKED}`);
    utimesSync(file, atime, mtime);
  }
}

/** After a deployment or a removal that is complete. */
export function forgetKilledRuns(folder: string): void {
  for (const name of leftByKilled(folder, NOTE_SUFFIX)) rmSync(join(folder, name), { force: true });
}
