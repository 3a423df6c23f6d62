import { awsHint, isUnreachable } from './aws-hints';

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

/** A person answered a question with no: nothing failed. */
export class DeclinedError extends CommandError {
  override readonly name = 'DeclinedError';

  constructor(message: string) {
    super(message, { exitCode: EXIT.done });
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

/** What the file system answers where a person can do something about it. */
const FILE_PROBLEMS = ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'ENOTDIR', 'EEXIST'];

/** What to do about a file or folder that cannot be written; undefined for every other error. */
export function fileFailure(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return undefined;
  if (!FILE_PROBLEMS.includes(String(error.code))) return undefined;
  return (
    `${error.message}: let your user write there. If sudo, Docker or another user made that file or folder, delete it or ` +
    'change its owner.'
  );
}

/** A command loads its packages when it is called: after an update some may not be installed yet. */
function isMissingPackage(error: Error): boolean {
  return 'code' in error && error.code === 'MODULE_NOT_FOUND' && /^Cannot find module '[^./]/.test(error.message);
}

/**
 * Turns what was thrown into a message for a person and an exit code.
 *
 * @throws the error itself when a person cannot act on it: a bug in this program
 */
export function asCommandError(error: unknown): CommandError {
  if (error instanceof CommandError) return error;
  if (!(error instanceof Error)) throw error;
  // of AWS's SDKs; an error about credentials has no answer of AWS
  if ('$metadata' in error || error.name === 'CredentialsProviderError') {
    const what = isUnreachable(error) ? 'could not reach AWS' : 'AWS refused';
    const hint = awsHint(error);
    return new CommandError(`${what}: ${reasonOf(error)}${hint === undefined ? '' : `: ${hint}`}`, { cause: error });
  }
  if (isMissingPackage(error))
    return new CommandError(`${error.message.split('\n', 1).join('')}: run npm ci`, { cause: error });
  const ofFile = fileFailure(error);
  if (ofFile !== undefined) return new CommandError(ofFile, { cause: error });
  throw error;
}
