import { execFileSync } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';

const PAUSE_MS = 200;

export interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Id of its process group. */
  readonly group: number;
  /** As `ps` prints it. */
  readonly startedAt: string;
  /** With its arguments. */
  readonly command: string;
}

/** All running processes of this machine. */
export function processes(): Process[] {
  return execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,pgid=,stat=,lstart=,args='], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  })
    .split('\n')
    .flatMap((line) => {
      const [, pid, parent, group, state, startedAt = '', command = ''] =
        /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+((?:\S+\s+){4}\S+)\s+(.*)$/.exec(line) ?? [];
      // a process that has ended stays in the list until its parent asks for its exit code
      if (pid === undefined || state?.startsWith('Z') === true) return [];
      return [{ pid: Number(pid), parent: Number(parent), group: Number(group), startedAt, command }];
    });
}

/** What a process started, and what that started, and so on. */
export function descendants(ancestor: number, all = processes()): Process[] {
  return all.filter(({ parent }) => parent === ancestor).flatMap((child) => [child, ...descendants(child.pid, all)]);
}

/** Those that still run. */
export function alive(known: readonly Process[], all = processes()): Process[] {
  return all.filter(({ pid, startedAt }) => known.some((one) => one.pid === pid && one.startedAt === startedAt));
}

/**
 * Waits until processes and all that they start in the meantime have ended. Kills those that run longer.
 *
 * @param patienceMs how long they may take to end by themselves
 */
export async function untilGone(known: readonly Process[], patienceMs: number): Promise<void> {
  const end = Date.now() + patienceMs;
  let left = known;
  while (left.length > 0) {
    if (Date.now() > end) for (const { pid } of left) kill(pid);
    await setTimeout(PAUSE_MS);
    const all = processes();
    const started = alive(left, all).flatMap((one) => [one, ...descendants(one.pid, all)]);
    left = [...new Map(started.map((one) => [one.pid, one])).values()];
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // ended by itself in the meantime
  }
}
