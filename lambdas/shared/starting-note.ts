import { type Notes, STARTING_NOTES } from './told-tags';

/** Key of the note of an instance. */
export const startingNote = (instanceId: string): string => `${STARTING_NOTES}${instanceId}`;

/** Its value: the container was seen running, and is not ready yet. */
export const SEEN_RUNNING = 'runs';

/** Its value: people were told that the game does not answer. */
export const TOLD_SILENT = 'told';

/** Whether people were told that the game of an instance does not answer. */
export function wasToldSilent(notes: Notes, instanceId: string): boolean {
  return notes.get(startingNote(instanceId)) === TOLD_SILENT;
}
