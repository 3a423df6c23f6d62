import { type RepeatedCause, type RepeatsNote, repeatsNoteText, repeatsText } from '../shared/repeats-note';
import { CRASH_REPEATS_NOTE, REPEATS_NOTE } from '../shared/told-tags';
import { type Dependencies } from './dependencies';

/**
 * Notes when people were told of a cause, and how often it came since, or forgets it. It reads the note again: earlier jobs of the
 * same run write it too. Two runs at once may cost an e-mail twice, or a count.
 *
 * @param note undefined: nothing is to be noted of the cause
 */
export async function noteRepeats(
  { group }: Pick<Dependencies, 'group'>,
  cause: RepeatedCause,
  note: RepeatsNote | undefined,
): Promise<void> {
  if (cause === 'crash') {
    await (note === undefined
      ? group.forget([CRASH_REPEATS_NOTE])
      : group.note(CRASH_REPEATS_NOTE, repeatsNoteText(note)));
    return;
  }
  const { notes } = await group.read();
  const text = repeatsText(notes, cause, note);
  if (text !== '') await group.note(REPEATS_NOTE, text);
  else if (notes.has(REPEATS_NOTE)) await group.forget([REPEATS_NOTE]);
}
