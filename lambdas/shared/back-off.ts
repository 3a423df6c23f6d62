import { answeredNote, readAnsweredNote } from './answered-note';
import { readCrashMark } from './crash-mark';
import { type FruitlessNote, readFruitlessNote } from './fruitless-note';
import { type GroupState } from './group-state';
import { isRequested, type ScalingActivity } from './scaling-activities';
import { CRASH_NOTE, FAILED_LAUNCHES_NOTE, FRUITLESS_NOTE, PLAYED_NOTE, WOKEN_BY_NOTE } from './told-tags';
import { begunBy, readWokenBy } from './woken-by';

/** Why DNS does not wake a leaf for a while. */
export interface BackOff {
  /** From then on DNS wakes it. */
  readonly until: Date;
  readonly reason: 'fruitless' | 'crash' | 'failed launch';
  /** Times in a row that DNS woke it for nobody. Only of `fruitless`. */
  readonly starts?: number;
}

/** What decides it. */
export interface BackOffFacts {
  readonly state: Pick<GroupState, 'desiredCapacity' | 'instances' | 'notes' | 'createdAt'>;
  /** The group's launches and terminations. Absent: not asked for, and the notes decide alone. */
  readonly activities?: readonly ScalingActivity[] | undefined;
  readonly now: Date;
}

/** The newest time awake: from the start of the launch to the start of the termination. */
interface LastTime {
  readonly instanceId?: string;
  readonly startedAt: Date;
  readonly endedAt: Date;
  /** AWS's words for why it ended. */
  readonly cause: string;
}

const MINUTE_MS = 60_000;
/** From so many times in a row for nobody on, DNS wakes a leaf less often: strangers ask for its name. */
export const FIRST_FRUITLESS = 3;
/** Minutes between a sleep and the next wake by DNS, from then on. */
export const GAPS = [10, 20, 30];
/** What follows them where nobody played for a week. */
export const LONG_GAPS = [60, 120, 240, 360];
/** At the longest gap a leaf sleeps this many times as long as it was awake: it is awake less than 5 % of the time. */
export const LEAST_ASLEEP = 20;
/** But never longer than this, or a leaf that was left up for days would not wake for weeks. */
const MOST_ASLEEP = 24 * 60;
const LONGEST_MS = 30 * MINUTE_MS;
const AFTER_A_FAILURE_MS = 5 * MINUTE_MS;
const WEEK_MS = 7 * 24 * 60 * MINUTE_MS;

/**
 * Why DNS does not wake a leaf that sleeps, by the reason that lasts longest: times awake that DNS began for nobody, a crash, a launch that
 * failed. A leaf that somebody played on in the last 7 days (a new one counts as such) is never held back for longer than 30 minutes after
 * it fell asleep. Notes of the future, as a wrong clock would write them, count for nothing.
 */
export function backOffOf(facts: BackOffFacts): BackOff | undefined {
  const { now } = facts;
  const last = lastTime(facts);
  return [...ofNote(facts, last), ...ofLastTime(facts, last), ...ofCrash(facts, last), ...ofFailedLaunch(facts)]
    .filter(({ until }) => until > now)
    .sort((a, b) => b.until.getTime() - a.until.getTime())[0];
}

/** What the state change hook has counted. */
function ofNote({ state, now }: BackOffFacts, last: LastTime | undefined): BackOff[] {
  const note = fruitless(state);
  if (note === undefined || note.endedAt > now) return [];
  // somebody may have played since: the hook has not judged that time yet
  const longest = last !== undefined && last.startedAt > note.endedAt ? LONGEST_MS : Infinity;
  return after(note.endedAt, Math.min(gapMs(note, state, now), longest), { reason: 'fruitless', starts: note.count });
}

/**
 * What the hook has not judged yet, since it takes minutes, counts as if it were for nobody: otherwise a query right after
 * the sleep would jump over the gap. If the hook is broken, that holds DNS back for 30 minutes at most.
 */
function ofLastTime({ state, now }: BackOffFacts, last: LastTime | undefined): BackOff[] {
  if (last === undefined || begunBy(readWokenBy(state.notes.get(WOKEN_BY_NOTE)), last.startedAt) !== 'dns') return [];
  const before = fruitless(state);
  if (before !== undefined && before.endedAt >= last.startedAt) return [];
  if (new Date(state.notes.get(PLAYED_NOTE) ?? Number.NaN) >= last.startedAt) return [];
  if (hasCrashed(state, last) || wasPlayed(state, last)) return [];
  // somebody set the capacity, and no alarm ran a policy: strangers cannot do that
  if (isRequested(last)) return [];
  const note = {
    count: (before?.count ?? 0) + 1,
    endedAt: last.endedAt,
    minutes: (last.endedAt.getTime() - last.startedAt.getTime()) / MINUTE_MS,
  };
  return after(note.endedAt, Math.min(gapMs(note, state, now), LONGEST_MS), {
    reason: 'fruitless',
    starts: note.count,
  });
}

function ofCrash({ state }: BackOffFacts, last: LastTime | undefined): BackOff[] {
  return last !== undefined && hasCrashed(state, last)
    ? after(last.endedAt, AFTER_A_FAILURE_MS, { reason: 'crash' })
    : [];
}

/** The hook notes it after it has turned the switch off: until then the activity says it. */
function ofFailedLaunch({ state, activities = [], now }: BackOffFacts): BackOff[] {
  const newest = newestOf(activities.filter(({ kind }) => kind === 'launch'));
  const times = [
    new Date(state.notes.get(FAILED_LAUNCHES_NOTE) ?? Number.NaN),
    ...(newest?.failed === true ? [newest.endedAt ?? newest.startedAt] : []),
  ];
  return times
    .filter((time) => time <= now)
    .flatMap((time) => after(time, AFTER_A_FAILURE_MS, { reason: 'failed launch' }));
}

function after(time: Date, gap: number, why: Omit<BackOff, 'until'>): BackOff[] {
  return [{ until: new Date(time.getTime() + gap), ...why }];
}

/** How long DNS waits after the last of so many times for nobody. */
function gapMs({ count, minutes }: FruitlessNote, state: BackOffFacts['state'], now: Date): number {
  // not a number: a note that cannot be read
  if (!(count >= FIRST_FRUITLESS)) return 0;
  const step = count - FIRST_FRUITLESS;
  const long = LONG_GAPS[Math.min(step - GAPS.length, LONG_GAPS.length - 1)];
  if (long === undefined || !isForgotten(state, now)) return (GAPS[step] ?? 30) * MINUTE_MS;
  const isLongest = step - GAPS.length >= LONG_GAPS.length - 1;
  return Math.max(long, isLongest ? Math.min(LEAST_ASLEEP * minutes, MOST_ASLEEP) : 0) * MINUTE_MS;
}

/** Whether nobody played for a week. A new leaf is not: somebody is about to play. */
export function isForgotten({ notes, createdAt }: BackOffFacts['state'], now: Date): boolean {
  const played = new Date(notes.get(PLAYED_NOTE) ?? 0);
  return [played, createdAt].every((time) => now.getTime() - time.getTime() > WEEK_MS);
}

/** Undefined while it is awake, and where there was none that AWS still knows. */
function lastTime({ state, activities = [], now }: BackOffFacts): LastTime | undefined {
  if (state.desiredCapacity > 0) return undefined;
  const launch = newestOf(activities.filter(({ kind, failed }) => kind === 'launch' && !failed));
  if (launch === undefined) return undefined;
  const { instanceId, startedAt } = launch;
  const ending = activities.find((one) => one.kind === 'terminate' && one.instanceId === instanceId);
  // the switch is off, and the termination begins in a moment
  const endedAt = ending?.startedAt ?? (state.instances.length > 0 ? now : undefined);
  if (endedAt === undefined) return undefined;
  return { startedAt, endedAt, cause: ending?.cause ?? '', ...(instanceId !== undefined && { instanceId }) };
}

function newestOf(activities: readonly ScalingActivity[]): ScalingActivity | undefined {
  return activities.toSorted((a, b) => b.startedAt.getTime() - a.startedAt.getTime())[0];
}

function fruitless({ notes }: BackOffFacts['state']): FruitlessNote | undefined {
  return readFruitlessNote(notes.get(FRUITLESS_NOTE));
}

function hasCrashed({ notes }: BackOffFacts['state'], { startedAt }: LastTime): boolean {
  const crash = readCrashMark(notes.get(CRASH_NOTE));
  return crash !== undefined && crash.createdAt >= startedAt;
}

/** Whether the game has said that somebody played. */
function wasPlayed({ notes }: BackOffFacts['state'], { instanceId = '' }: LastTime): boolean {
  const { mostPlayers = 0 } = readAnsweredNote(notes.get(answeredNote(instanceId))) ?? {};
  return mostPlayers > 0;
}
