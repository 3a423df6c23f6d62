import { asCommandError, CommandError, InterruptedError } from '../terminal/errors';

/**
 * What to say of a removal that did not come to its end.
 *
 * @param state what the stack is now, e.g. `base is removed in part`
 */
export function removedInPart(state: string, error: unknown): CommandError {
  const cause = asCommandError(error);
  const isQuiet = cause instanceof InterruptedError && cause.failure === '';
  const what = isQuiet ? 'Interrupted.' : `${cause.message}\n`;
  return new CommandError(`${what}\n${state}. Run the same command again: it finishes.`, {
    exitCode: cause.exitCode,
    cause,
  });
}
