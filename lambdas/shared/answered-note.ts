import { ANSWERED_NOTES } from './told-tags';

/** When a game answered for the first time on an instance, and for which deployment of its service. */
export interface AnsweredNote {
  readonly at: Date;
  /** E.g. `ecs-svc/0123456789012345678`: the container of another deployment has to load again. */
  readonly deploymentId: string;
  /** The most people that played at once on this instance. Absent where the game does not count them. */
  readonly mostPlayers?: number;
}

/** Key of the note of an instance. */
export const answeredNote = (instanceId: string): string => `${ANSWERED_NOTES}${instanceId}`;

/** As a note, e.g. `2026-11-29T20:16:00.000Z ecs-svc/0123456789012345678 3`. */
export function answeredNoteText({ at, deploymentId, mostPlayers }: AnsweredNote): string {
  return [at.toISOString(), deploymentId, ...(mostPlayers === undefined ? [] : [mostPlayers])].join(' ');
}

/** @returns undefined where the game has not answered yet */
export function readAnsweredNote(text: string | undefined): AnsweredNote | undefined {
  const [at, deploymentId, most] = text?.split(' ') ?? [];
  if (at === undefined || deploymentId === undefined) return undefined;
  return { at: new Date(at), deploymentId, ...(most !== undefined && { mostPlayers: Number(most) }) };
}
