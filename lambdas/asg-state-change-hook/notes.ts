import { type GroupState } from './world';

const READY = 'ready/';
const TELLING = ' telling';

/** Key of the note that "ready" was told of an instance. */
export const readyNote = (instanceId: string): string => `${READY}${instanceId}`;

/** Noted before "ready" is told: whatever happens then, its "stopped" is owed. */
export const tellingReady = (launchedAt: Date): string => `${launchedAt.toISOString()}${TELLING}`;

/** Noted when "ready" was told. */
export const toldReady = (launchedAt: Date): string => launchedAt.toISOString();

/** Whether "ready" was told of an instance for certain. */
export function wasToldReady({ notes }: GroupState, instanceId: string): boolean {
  return notes.get(readyNote(instanceId))?.endsWith(TELLING) === false;
}

/** Key of the note until when failed launches were told. */
export const FAILED_LAUNCHES_NOTE = 'failed-launches';

/** Key of the note that people were told of an instance on which the container has no room. */
export const UNPLACED_NOTE = 'unplaced';

/** An instance that people were told is ready, or nearly, and not yet that it stopped. */
export interface AnnouncedInstance {
  readonly instanceId: string;
  readonly launchedAt: Date;
}

/** All of them, the oldest first; one that still drains and its successor may be there at once. */
export function announcedInstances({ notes }: GroupState): AnnouncedInstance[] {
  return [...notes]
    .filter(([key]) => key.startsWith(READY))
    .map(([key, value]) => ({ instanceId: key.slice(READY.length), launchedAt: new Date(value.replace(TELLING, '')) }))
    .sort((a, b) => a.launchedAt.getTime() - b.launchedAt.getTime());
}

/** Keys of all notes that are about one instance alone: nobody needs them when it is gone and that was told. */
export function notesAbout({ notes }: GroupState, instanceId: string): string[] {
  return [...notes.keys()].filter((key) => key.endsWith(`/${instanceId}`));
}
