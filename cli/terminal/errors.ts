/** Exit codes of `./cm`, for scripts. */
export const EXIT = { done: 0, failed: 1, wrongUse: 2, refused: 3 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** An error that a person can act on: the message says what is wrong and what to do. Shown without a stack trace. */
export class CommandError extends Error {
  override readonly name: string = 'CommandError';
  /** @default EXIT.failed */
  readonly exitCode: ExitCode;

  constructor(message: string, { exitCode = EXIT.failed, cause }: { exitCode?: ExitCode; cause?: unknown } = {}) {
    super(message, { cause });
    this.exitCode = exitCode;
  }
}

/** A person pressed Ctrl-C while Terraform worked. Nothing may begin after it. */
export class InterruptedError extends CommandError {
  override readonly name = 'InterruptedError';
  /** Terraform's error with what to do about it; empty when nothing failed. */
  readonly failure: string;
  /** Whether Terraform wrote what it did to the state. */
  readonly isStateSaved: boolean;

  constructor(message: string, { failure = '', isStateSaved = true } = {}) {
    super(message);
    this.failure = failure;
    this.isStateSaved = isStateSaved;
  }
}

/** The message of an error with the error's name, e.g. `not you (AccessDenied)`. */
export function reasonOf(cause: unknown): string {
  return cause instanceof Error ? `${cause.message} (${cause.name})` : String(cause);
}

/**
 * Turns what was thrown into a message for a person and an exit code.
 *
 * @throws the error itself when a person cannot act on it: a bug in this program
 */
export function asCommandError(error: unknown): CommandError {
  if (error instanceof CommandError) return error;
  if (!(error instanceof Error)) throw error;
  // of AWS's SDKs
  if ('$metadata' in error) return new CommandError(`AWS refused: ${reasonOf(error)}`, { cause: error });
  throw error;
}
