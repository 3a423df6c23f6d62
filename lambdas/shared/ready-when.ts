/**
 * What tells that people can connect: the game `answers` where the leaf has a Query; else the container is `healthy` where it
 * has a HealthCheck; else the container `runs`.
 */
export type ReadyWhen = 'runs' | 'healthy' | 'answers';

/** Tag of a leaf's Auto Scaling group: its ReadyWhen. Absent: `runs`. */
export const READY_WHEN_TAG = 'container-manager:ready-when';

/** @param text value of the tag or the environment variable */
export function readReadyWhen(text: string | undefined): ReadyWhen {
  return text === 'healthy' || text === 'answers' ? text : 'runs';
}
