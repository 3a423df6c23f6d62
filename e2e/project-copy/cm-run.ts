/** What a run of `./cm` left. */
export interface CmRun {
  /** Exit code. Null where a signal ended it. */
  readonly code: number | null;
  /** The command's result. */
  readonly stdout: string;
  /** Progress and messages. */
  readonly stderr: string;
  /** Both, in the order in which they came. */
  readonly output: string;
}

/** @throws Error with the whole output of a command that failed */
export function assertSucceeded(run: CmRun): void {
  if (run.code !== 0) throw new Error(`./cm failed: ${described(run)}`);
}

/** For a command that ended before the step that the test waits for: throws with its whole output. */
export function endedEarly(run: CmRun): never {
  throw new Error(`./cm ended early: ${described(run)}`);
}

function described({ code, output }: CmRun): string {
  return `exit code ${String(code)}\n${output}`;
}
