/** Exit codes of `./cm`, for scripts. */
export const EXIT = { done: 0, failed: 1, wrongUse: 2, refused: 3 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** An end of a command that a person can act on: the message says what is wrong and what to do. No stack trace. */
export class CommandError extends Error {
  override readonly name: string = 'CommandError';
  /** @default EXIT.failed */
  readonly exitCode: ExitCode;

  constructor(message: string, { exitCode = EXIT.failed, cause }: { exitCode?: ExitCode; cause?: unknown } = {}) {
    super(message, { cause });
    this.exitCode = exitCode;
  }
}

/** A person pressed Ctrl-C while Terraform worked. Nothing may be begun after it. */
export class InterruptedError extends CommandError {
  override readonly name = 'InterruptedError';
  /** What Terraform said of what failed, with what to do; empty where nothing did. */
  readonly failure: string;
  /** Whether the state knows what was done. */
  readonly isStateSaved: boolean;

  constructor(message: string, { failure = '', isStateSaved = true } = {}) {
    super(message);
    this.failure = failure;
    this.isStateSaved = isStateSaved;
  }
}

/** Why something failed, in the words of who threw it. */
export function reasonOf(cause: unknown): string {
  return cause instanceof Error ? `${cause.message} (${cause.name})` : String(cause);
}

/**
 * What to tell a person of whatever was thrown, and how to exit.
 *
 * @throws the error itself where it is none that a person can act on: a mistake of this program
 */
export function asCommandError(error: unknown): CommandError {
  if (error instanceof CommandError) return error;
  if (!(error instanceof Error)) throw error;
  // of AWS's SDKs
  if ('$metadata' in error) return new CommandError(`AWS refused: ${reasonOf(error)}`, { cause: error });
  throw error;
}
