import { type Start } from '../shared/starts';
import { mergedStarts } from '../shared/starts-merged';
import { readStarts, startsText } from '../shared/starts-text';
import { type StartsParameter } from './dependencies';

/** Far more than runs at once need. */
const MOST_WRITES = 10;

/**
 * Writes what is known of a start into the record, where that changes it. AWS has no write that fails when another one came in between: so the
 * number of the new version says which versions this one replaced unseen. What they said is merged, and written again.
 */
export async function writeStart(parameter: StartsParameter, start: Start): Promise<void> {
  let seen = await parameter.read();
  let wanted = mergedStarts(readStarts(seen.text), [start]);
  for (let writes = 0; writes < MOST_WRITES; writes += 1) {
    if (startsText(wanted) === startsText(readStarts(seen.text))) return;
    const version = await parameter.write(startsText(wanted));
    wanted = await withUnseen(parameter, wanted, { after: seen.version, before: version });
    // another one may have written since
    seen = await parameter.read();
    wanted = mergedStarts(readStarts(seen.text), wanted);
  }
  throw new Error(`the record of starts still differs after ${MOST_WRITES} writes: something else writes it too`);
}

async function withUnseen(
  parameter: StartsParameter,
  starts: readonly Start[],
  { after, before }: { readonly after: number; readonly before: number },
): Promise<Start[]> {
  let found = [...starts];
  for (let version = after + 1; version < before; version += 1) {
    found = mergedStarts(found, readStarts((await parameter.read(version)).text));
  }
  return found;
}
