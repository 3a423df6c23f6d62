import { CommandError, EXIT } from '../terminal/errors';

/** Of several file systems the guard says which they are, and how to choose one. */
const CHOSEN_BY_PERSON = 'aws_efs_file_system.';

/**
 * @param ids of what could be the resource
 * @throws CommandError (refused) when there are several
 */
export function onlyOne(address: string, ids: readonly string[]): string | undefined {
  if (ids.length < 2) return ids[0];
  if (address.startsWith(CHOSEN_BY_PERSON)) return undefined;
  throw new CommandError(
    `${address} is in no state, and AWS has ${ids.length} of it: ${ids.join(', ')}. Delete all but one of them in the AWS ` +
      'console, then deploy again. Nothing was changed.',
    { exitCode: EXIT.refused },
  );
}
