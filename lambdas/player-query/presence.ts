import { type AnsweredNote } from '../shared/answered-note';
import { type Answer } from './answer';
import { type Deployment, type Game, type Word } from './dependencies';

const MINUTE_MS = 60_000;

/**
 * Whether the game still loads: it has not answered since the instance was launched, or since a deployment replaced its
 * container, and its time for that is not over.
 *
 * @param answered when it answered for the first time on this instance, if it did
 */
export function isLoading(
  { loadingMinutes }: Pick<Game, 'loadingMinutes'>,
  launchedAt: Date,
  deployment: Deployment,
  answered: AnsweredNote | undefined,
  now: Date,
): boolean {
  if (answered?.deploymentId === deployment.id) return false;
  const since = Math.max(launchedAt.getTime(), deployment.createdAt.getTime());
  return now.getTime() < since + loadingMinutes * MINUTE_MS;
}

/**
 * What is said about a minute.
 *
 * @param loading whether its silence means that it loads
 * @returns undefined where nobody knows: then bytes decide
 */
export function wordOf(
  { countsPlayers }: Pick<Game, 'countsPlayers'>,
  answer: Answer | undefined,
  loading: boolean,
): Word | undefined {
  if (answer === undefined) return loading ? { presence: 2 } : undefined;
  if (!countsPlayers || answer.players === undefined) return undefined;
  const players = answer.players.online;
  return { players, presence: players > 0 ? 2 : 1 };
}
