import { GROUP_DIMENSION, METRIC_NAMESPACE, PRESENCE_METRIC } from '../../lambdas/shared/game-metrics';
import { isLoading, wordOf } from '../../lambdas/player-query/presence';
import { MINUTES_OF_A_WORD } from '../../lambdas/player-query/watch-minute';
import { type Point } from '../../simulation/simulation';
import { AUTO_SCALING_GROUP_NAME } from './watchdog';

/** A game that player-query asks once a minute. Minutes are the simulation's, unless they say otherwise. */
export interface AskedGame {
  /** Minutes from the launch of an instance until the game answers. `Infinity`: it never does. */
  readonly answersAfter: number;
  /** When it stops answering. @default never */
  readonly silentFrom?: number;
  /** How many people are on. @default nobody */
  readonly players?: (minute: number) => number;
  /** @default 30 */
  readonly loadingMinutes?: number;
  /** @default true */
  readonly countsPlayers?: boolean;
  /** By how many minutes the run of a minute comes late. @default 0 */
  readonly lateBy?: (minute: number) => number;
  /** Whether the function fails. @default never */
  readonly fails?: (minute: number) => boolean;
}

const MINUTE_MS = 60_000;
const MAX_LATE = 5;

/** What player-query publishes of the presence, by its own rules. */
export function publishing(game: AskedGame, bootMinutes: number): (now: number, minutesInService: number) => Point[] {
  const { answersAfter, silentFrom = Infinity, players = () => 0, lateBy = () => 0, fails = () => false } = game;
  const { loadingMinutes = 30, countsPlayers = true } = game;
  return (now, minutesInService) => {
    if (fails(now)) return [];
    const launchedAt = now - minutesInService - bootMinutes;
    const readyAt = launchedAt + answersAfter;
    // one deployment before all launches: only the instance's age counts
    const deployment = { id: 'ecs-svc/1', createdAt: new Date(0), runs: true };
    const answered = now > readyAt ? { at: dateOf(readyAt), deploymentId: deployment.id } : undefined;
    const loading = isLoading({ loadingMinutes }, dateOf(launchedAt), deployment, answered, dateOf(now));
    const answer = now >= readyAt && now < silentFrom ? { players: { online: players(now), names: [] } } : undefined;
    const word = wordOf({ countsPlayers }, answer, loading);
    if (word === undefined) return [];
    const runs = Array.from({ length: MAX_LATE }, (_, late) => now - late).filter((run) => run + lateBy(run) === now);
    return runs.flatMap((run) =>
      Array.from({ length: MINUTES_OF_A_WORD }, (_, ahead) => presenceOf(run + ahead, word.presence)),
    );
  };
}

/** A point of `Presence`. */
export function presenceOf(minute: number, value: number, groupName = AUTO_SCALING_GROUP_NAME): Point {
  const dimensions = { [GROUP_DIMENSION]: groupName };
  return { metric: { namespace: METRIC_NAMESPACE, metricName: PRESENCE_METRIC, dimensions }, minute, value };
}

/** Any day: only differences count. */
function dateOf(minute: number): Date {
  return new Date(Date.UTC(2026, 10, 22) + minute * MINUTE_MS);
}
