import { ANSWERED_NOTES } from './told-tags';

/** When a game answered for the first time on an instance, and for which deployment of its service. */
export interface AnsweredNote {
  readonly at: Date;
  /** E.g. `ecs-svc/0123456789012345678`: the container of another deployment has to load again. */
  readonly deploymentId: string;
}

/** Key of the note of an instance. */
export const answeredNote = (instanceId: string): string => `${ANSWERED_NOTES}${instanceId}`;

/** As a note, e.g. `2026-11-29T20:16:00.000Z ecs-svc/0123456789012345678`. */
export function answeredNoteText({ at, deploymentId }: AnsweredNote): string {
  return `${at.toISOString()} ${deploymentId}`;
}

/** @returns undefined where the game has not answered yet */
export function readAnsweredNote(text: string | undefined): AnsweredNote | undefined {
  const [at, deploymentId] = text?.split(' ') ?? [];
  return at === undefined || deploymentId === undefined ? undefined : { at: new Date(at), deploymentId };
}
