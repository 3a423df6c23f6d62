import { fileFailure } from '../cli/terminal/errors';
import { ConfigError } from '../modules/config/config-error';

/** What to say of an error that a person can act on; undefined for a bug in this program. */
export function failureText(error: unknown): string | undefined {
  return error instanceof ConfigError ? error.message : fileFailure(error);
}
