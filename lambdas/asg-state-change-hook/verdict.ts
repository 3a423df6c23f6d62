import { readCrashMark } from '../shared/crash-mark';
import { type GroupState } from '../shared/group-state';
import { type ScalingActivity } from '../shared/scaling-activities';
import { CRASH_NOTE } from '../shared/told-tags';
import { type JudgeNote } from './judge-note';
import { type KnownInstance } from './known-instances';

const MINUTE_MS = 60_000;
/** Until then a game that starts sends and receives: files, sign-ins, its place in lists. */
const STARTING_MS = 10 * MINUTE_MS;

/** For whom an instance was there, as far as the notes say it; `ask` where bytes have to decide. */
export type Verdict =
  | ({ readonly kind: 'played' } & Pick<JudgeNote, 'instanceId' | 'endedAt'>)
  | ({ readonly kind: 'fruitless' } & Pick<JudgeNote, 'instanceId' | 'launchedAt' | 'endedAt' | 'goneAt'>)
  | ({ readonly kind: 'ask' } & JudgeNote);

/** What a verdict rests on. */
export interface Evidence {
  readonly state: GroupState;
  /** Lately, the newest first. */
  readonly activities: readonly ScalingActivity[];
  /** Name of Container Activity. */
  readonly alarmName: string;
  readonly now: Date;
}

/**
 * Judges an instance that is gone. Where the game counted a player, somebody played, whoever ended it. A time on hold, and one that a
 * crash or AWS ended, was never for nobody; somebody may have played in it all the same.
 *
 * @returns undefined where nobody can say: above all, there is no record of its end
 */
export function verdictOn(instance: KnownInstance, evidence: Evidence): Verdict | undefined {
  const { activities, alarmName, now } = evidence;
  const { instanceId, launchedAt, by, startedAt = launchedAt, mostPlayers } = instance;
  const end = activities.find((activity) => activity.kind === 'terminate' && activity.instanceId === instanceId);
  if (mostPlayers !== undefined && mostPlayers > 0)
    return { kind: 'played', instanceId, endedAt: end?.startedAt ?? now };
  if (end === undefined) return undefined;
  const { startedAt: endedAt, endedAt: goneAt = now, cause = '' } = end;
  const couldBeFruitless = by === 'dns' && !wasDisturbed(evidence.state, launchedAt, end);
  // one answer of nobody does not say who came while the game was silent
  const mayBeFruitless = couldBeFruitless && (mostPlayers === 0 || cause.includes(`alarm ${alarmName} `));
  if (connectedWindow(startedAt, endedAt) === undefined) {
    return mayBeFruitless ? { kind: 'fruitless', instanceId, launchedAt, endedAt, goneAt } : undefined;
  }
  return { kind: 'ask', instanceId, launchedAt, startedAt, endedAt, goneAt, mayBeFruitless };
}

/**
 * In which minutes bytes say that somebody is connected: whole ones, and none in which the switch was turned off.
 *
 * @param startedAt when the container started
 * @param endedAt when the switch was turned off
 * @returns undefined where there is no such minute
 */
export function connectedWindow(
  startedAt: Date,
  endedAt: Date,
): { readonly from: Date; readonly to: Date } | undefined {
  const from = Math.ceil((startedAt.getTime() + STARTING_MS) / MINUTE_MS) * MINUTE_MS;
  const to = Math.floor(endedAt.getTime() / MINUTE_MS) * MINUTE_MS;
  return from < to ? { from: new Date(from), to: new Date(to) } : undefined;
}

/** Whether something else than strangers may be why it was awake so long, or ended: a hold that lasts, a crash, a health check of AWS. */
function wasDisturbed(
  state: GroupState,
  launchedAt: Date,
  { startedAt: endedAt, cause = '' }: ScalingActivity,
): boolean {
  return state.isHeld || hasCrashed(state, launchedAt, endedAt) || /health[ -]?check/i.test(cause);
}

/** Whether a container of that time crashed or could not start. */
function hasCrashed({ notes }: GroupState, launchedAt: Date, endedAt: Date): boolean {
  const crash = readCrashMark(notes.get(CRASH_NOTE));
  return crash !== undefined && crash.createdAt >= launchedAt && crash.createdAt <= endedAt;
}
