import { readCrashMark } from '../shared/crash-mark';
import { type GroupState } from '../shared/group-state';
import { answeredNote, readAnsweredNote } from '../shared/answered-note';
import { startingNote } from '../shared/starting-note';
import { CRASH_NOTE, IN_SERVICE_NOTES, JUDGE_NOTES, READY_NOTES } from '../shared/told-tags';
import { readInServiceNote } from './in-service-note';
import { readNotPlaced } from './not-placed-note';
import { type RepeatedOccasion } from './notify-hourly';

const TELLING = ' telling';

/** Key of the note that "ready" was told of an instance. */
export const readyNote = (instanceId: string): string => `${READY_NOTES}${instanceId}`;

/** When an instance was launched, and since when people can connect. */
interface ReadyTimes {
  readonly launchedAt: Date;
  readonly readyAt: Date;
}

/** Noted before "ready" is told: people are told "stopped" later, also where telling "ready" fails halfway. */
export const tellingReady = (times: ReadyTimes): string => `${toldReady(times)}${TELLING}`;

/** Noted when "ready" was told, e.g. `2026-11-29T20:16:00.000Z 2026-11-29T20:17:50.000Z`. */
export const toldReady = ({ launchedAt, readyAt }: ReadyTimes): string =>
  `${launchedAt.toISOString()} ${readyAt.toISOString()}`;

/** Since when people can connect to an instance. Undefined where it is not noted: earlier versions noted the launch alone. */
export function readySince({ notes }: Pick<GroupState, 'notes'>, instanceId: string): Date | undefined {
  const readyAt = new Date(notes.get(readyNote(instanceId))?.split(' ')[1] ?? '');
  return Number.isNaN(readyAt.getTime()) ? undefined : readyAt;
}

/** Whether "ready" was told of an instance for certain. */
export function wasToldReady({ notes }: GroupState, instanceId: string): boolean {
  return notes.get(readyNote(instanceId))?.endsWith(TELLING) === false;
}

/** Key of the note that an instance is in service (in-service-note.ts). */
export const inServiceNote = (instanceId: string): string => `${IN_SERVICE_NOTES}${instanceId}`;

/** Before an instance's id: key of the notice that its container never ran. */
export const NEVER_RAN = 'never-ran/';

/** Before an instance's id: key of the notice that it stopped. */
export const STOPPED = 'stopped/';

/**
 * What people are told of an instance whose container never ran: why ECS does not place it, or at its end that it never
 * ran. Who was told the one is not told the other.
 */
export const neverRan = (instanceId: string): RepeatedOccasion => ({
  cause: 'never-ran',
  key: `${NEVER_RAN}${instanceId}`,
  id: instanceId,
});

/** An instance that was in service, and whose end people were not told yet. */
export interface KnownInstance {
  readonly instanceId: string;
  readonly launchedAt: Date;
  /** Who began the launch: a waker, or `held` (in-service-note.ts). Absent where it is unknown. */
  readonly by?: string;
  /** When its container started. Absent where that was not seen. */
  readonly startedAt?: Date;
  /** Whether people were told that it is ready, or nearly. */
  readonly announced: boolean;
  /** Whether its container was seen running before it was ready. False where ready means that it runs. */
  readonly ran: boolean;
  /** The most people that played at once on it. Absent where nobody counted them. */
  readonly mostPlayers?: number;
}

/** All of them, the oldest first: one that still drains and its successor may be there at once. */
export function knownInstances({ notes }: GroupState): KnownInstance[] {
  const known = (prefix: string, announced: boolean): [string, KnownInstance][] =>
    [...notes]
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, value]) => [key.slice(prefix.length), new Date(value.split(' ')[0] ?? '')] as const)
      .map(([instanceId, launchedAt]) => {
        const ran = notes.has(startingNote(instanceId));
        const { by, startedAt } = readInServiceNote(notes.get(inServiceNote(instanceId))) ?? {};
        const { mostPlayers } = readAnsweredNote(notes.get(answeredNote(instanceId))) ?? {};
        return [
          instanceId,
          {
            instanceId,
            launchedAt,
            announced,
            ran,
            ...(by !== undefined && { by }),
            ...(startedAt && { startedAt }),
            ...(mostPlayers !== undefined && { mostPlayers }),
          },
        ];
      });
  return [...new Map([...known(IN_SERVICE_NOTES, false), ...known(READY_NOTES, true)]).values()].sort(
    (a, b) => a.launchedAt.getTime() - b.launchedAt.getTime(),
  );
}

/** Whether people were told already why an instance was never ready: ECS could not place its container, or it crashed. */
export function isExplained({ notes }: GroupState, { instanceId, launchedAt, ran }: KnownInstance): boolean {
  if (!ran && readNotPlaced(notes, instanceId)?.told === true) return true;
  const crash = readCrashMark(notes.get(CRASH_NOTE));
  return crash !== undefined && crash.told.length > 0 && crash.createdAt >= launchedAt;
}

/** Keys of all notes that are about one instance alone, and unneeded once people were told that it is gone. */
export function notesAbout({ notes }: GroupState, instanceId: string): string[] {
  return [...notes.keys()].filter((key) => isKeyAbout(key, instanceId) && !key.startsWith(JUDGE_NOTES));
}

/** Whether the key of a note, or of a notice, is about one instance alone. */
export function isKeyAbout(key: string, instanceId: string): boolean {
  return key.endsWith(`/${instanceId}`);
}

/** Whether an instance was terminated. One that drains is not gone yet: it is still billed. */
export function isGone({ instances }: GroupState, instanceId: string): boolean {
  return instances.every(({ id, lifecycleState }) => id !== instanceId || lifecycleState === 'Terminated');
}
