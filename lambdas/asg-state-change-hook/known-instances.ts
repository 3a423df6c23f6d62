import { CRASH_TAG } from '../break-crash-loop/contract';
import { readCrashMark } from '../shared/crash-mark';
import { TOLD_TAG_PREFIX } from './contract';
import { type GroupState } from './dependencies';

const READY = 'ready/';
const AWAITED = 'awaited/';
/** Written by break-crash-loop. */
const CRASH_NOTE = CRASH_TAG.slice(TOLD_TAG_PREFIX.length);
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

/** Key of the note that an instance is in service: when it was launched. */
export const awaitedNote = (instanceId: string): string => `${AWAITED}${instanceId}`;

/** An instance that was in service, and of which people were not told yet that it is gone. */
export interface KnownInstance {
  readonly instanceId: string;
  readonly launchedAt: Date;
  /** Whether people were told that it is ready, or nearly. */
  readonly announced: boolean;
}

/** All of them, the oldest first; one that still drains and its successor may be there at once. */
export function knownInstances({ notes }: GroupState): KnownInstance[] {
  const known = (prefix: string, announced: boolean): [string, KnownInstance][] =>
    [...notes]
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, value]) => [key.slice(prefix.length), new Date(value.replace(TELLING, ''))] as const)
      .map(([instanceId, launchedAt]) => [instanceId, { instanceId, launchedAt, announced }]);
  return [...new Map([...known(AWAITED, false), ...known(READY, true)]).values()].sort(
    (a, b) => a.launchedAt.getTime() - b.launchedAt.getTime(),
  );
}

/** Whether people were told already why the container of an instance never ran: it found no room, or it crashed. */
export function isExplained({ notes }: GroupState, { instanceId, launchedAt }: KnownInstance): boolean {
  if (notes.get(UNPLACED_NOTE) === instanceId) return true;
  const crash = readCrashMark(notes.get(CRASH_NOTE));
  return crash !== undefined && crash.told.length > 0 && crash.createdAt >= launchedAt;
}

/** Keys of all notes that are about one instance alone: nobody needs them when it is gone and that was told. */
export function notesAbout({ notes }: GroupState, instanceId: string): string[] {
  return [...notes.keys()].filter((key) => key.endsWith(`/${instanceId}`));
}
