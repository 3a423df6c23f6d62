import { type GroupState } from './group-state';
import { monthBegin, monthOf, type MonthNote, nextMonth } from './month-note';
import { type ScalingActivity } from './scaling-activities';

/** An instance that a group has, also one that terminates: it is billed until it is gone. */
export interface RunningInstance {
  readonly id: string;
  /** EC2's LaunchTime. Absent where EC2 does not know the instance (yet). */
  readonly launchedAt?: Date;
}

/** What the minutes of a month are counted from. */
export interface MonthFacts {
  /** In any order, each once or more; as far back as `reachesBack` asks. */
  readonly activities: readonly ScalingActivity[];
  readonly instances: readonly RunningInstance[];
  /** When the group was created: older activities are those of a deleted group of the same name. */
  readonly createdAt: Date;
  /** What was counted before, of this month or another. Absent: nothing. */
  readonly counted: MonthNote | undefined;
  readonly now: Date;
}

/** What the activities say of one instance. */
interface Life {
  readonly id: string;
  /** Absent where the launch is older than the activities, which AWS keeps for six weeks. */
  readonly launchedAt?: Date;
  /** Nothing came of its launch. */
  readonly failed: boolean;
  /** Absent while it runs or ends. */
  readonly endedAt?: Date;
  readonly isEnding: boolean;
}

const MINUTE_MS = 60_000;
/**
 * Longer than an instance can take to terminate: it waits for lifecycle hooks for 48 hours at most, and then shuts down.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks-overview.html
 */
const LONGEST_TERMINATION_MS = 72 * 60 * MINUTE_MS;

/** How often `until` may move on by itself: it is a write. */
const MOVES_ON_MS = 24 * 60 * MINUTE_MS;

/**
 * Counts the instances that are gone: each from the begin of its launch to the end of its termination, as far as that is in
 * the month of `now`. The note depends only on which terminations have ended: two runs at once write the same or one of
 * them less, which the next run adds. Where launches fail for days, its time moves on without an instance, so that they are not all
 * read again.
 */
export function countEnded(facts: MonthFacts): MonthNote {
  const { activities, createdAt, counted, now } = facts;
  const before = currentCount(counted, now);
  const ended = livesOf(activities, createdAt).flatMap(({ endedAt, launchedAt, failed }) =>
    endedAt === undefined || endedAt <= before.until ? [] : [{ from: launchedAt ?? createdAt, endedAt, failed }],
  );
  const minutes = ended.map(({ from, endedAt, failed }) => (failed ? 0 : minutesInMonth(from, endedAt, now)));
  const until = new Date(Math.max(before.until.getTime(), ...ended.map(({ endedAt }) => endedAt.getTime())));
  return {
    month: before.month,
    minutes: rounded(sum([before.minutes, ...minutes])),
    until: movedOn(until, facts) ?? until,
  };
}

/**
 * Three days ago, where no instance is there whose end is still to be counted: all that ended before that are counted.
 *
 * @returns undefined where that is no day later, or no activity would be read less
 */
function movedOn(until: Date, { activities, instances, createdAt, now }: MonthFacts): Date | undefined {
  const next = now.getTime() - LONGEST_TERMINATION_MS;
  const readFrom = (time: number) => time - LONGEST_TERMINATION_MS;
  const isNeedless = ({ startedAt }: ScalingActivity) =>
    startedAt.getTime() >= readFrom(until.getTime()) && startedAt.getTime() < readFrom(next);
  const isOpen = ({ endedAt, failed }: Life) => endedAt === undefined && !failed;
  if (next - until.getTime() < MOVES_ON_MS || instances.length > 0 || !activities.some(isNeedless)) return undefined;
  return livesOf(activities, createdAt).some(isOpen) ? undefined : new Date(next);
}

/** Minutes of the month of `now`, in UTC, in which the leaf was awake: instances that are gone, and those that run or end. */
export function monthSoFar(facts: MonthFacts): number {
  const { activities, instances, createdAt, now } = facts;
  const lives = livesOf(activities, createdAt);
  const here = instances.flatMap(({ id, launchedAt }) => {
    const life = lives.find((one) => one.id === id);
    if (life?.failed === true || life?.endedAt !== undefined) return [];
    return [launchedAt ?? life?.launchedAt ?? now];
  });
  // the group has let it go, and AWS has not written the end of its termination yet
  const ending = lives
    .filter(({ id, isEnding, failed }) => isEnding && !failed && instances.every((one) => one.id !== id))
    .map(({ launchedAt }) => launchedAt ?? createdAt);
  return rounded(
    sum([countEnded(facts).minutes, ...[...here, ...ending].map((from) => minutesInMonth(from, now, now))]),
  );
}

/**
 * Whether activities, the newest first, reach back far enough for the count: to every termination that can have ended since
 * the last count, and to the launches of those that have.
 */
export function reachesBack(
  activities: readonly ScalingActivity[],
  { createdAt, counted, now }: Pick<MonthFacts, 'createdAt' | 'counted' | 'now'>,
): boolean {
  const oldest = activities.at(-1)?.startedAt.getTime() ?? now.getTime();
  // an older launch counts from the begin of the month, as one that AWS has forgotten
  if (oldest < monthBegin(now).getTime() - LONGEST_TERMINATION_MS) return true;
  const { until } = currentCount(counted, now);
  if (oldest >= until.getTime() - LONGEST_TERMINATION_MS) return false;
  return livesOf(activities, createdAt).every(
    ({ launchedAt, endedAt, isEnding }) =>
      launchedAt !== undefined || (endedAt === undefined ? !isEnding : endedAt <= until),
  );
}

/** The group's instances that are not gone, with EC2's LaunchTime. */
export async function runningInstances(
  { instances }: Pick<GroupState, 'instances'>,
  read: (id: string) => Promise<{ readonly launchedAt: Date } | undefined>,
): Promise<RunningInstance[]> {
  const running = instances.filter(({ lifecycleState }) => lifecycleState !== 'Terminated');
  return Promise.all(
    running.map(async ({ id }) => {
      const launchedAt = (await read(id))?.launchedAt;
      return { id, ...(launchedAt !== undefined && { launchedAt }) };
    }),
  );
}

/** What was counted of this month; where it is another month's, nothing. */
function currentCount(counted: MonthNote | undefined, now: Date): MonthNote {
  const month = monthOf(now);
  return counted?.month === month ? counted : { month, minutes: 0, until: monthBegin(now) };
}

function livesOf(activities: readonly ScalingActivity[], createdAt: Date): Life[] {
  const foreign = new Set(activities.flatMap(({ startedAt, instanceId }) => (startedAt < createdAt ? instanceId : [])));
  const ids = new Set(activities.flatMap(({ instanceId }) => instanceId ?? []));
  return [...ids].filter((id) => !foreign.has(id)).map((id) => lifeOf(id, activities));
}

function lifeOf(id: string, activities: readonly ScalingActivity[]): Life {
  const of = (kind: ScalingActivity['kind']) =>
    activities.filter((activity) => activity.kind === kind && activity.instanceId === id);
  const launches = of('launch');
  // AWS tries a termination again that failed
  const terminations = of('terminate').filter(({ failed, cancelled }) => !failed && !cancelled);
  const launchedAt = earliest(launches.map(({ startedAt }) => startedAt));
  const endedAt = earliest(terminations.flatMap(({ endedAt: end }) => end ?? []));
  return {
    id,
    failed: launches.some(({ failed }) => failed),
    isEnding: terminations.length > 0 && endedAt === undefined,
    ...(launchedAt !== undefined && { launchedAt }),
    ...(endedAt !== undefined && { endedAt }),
  };
}

function minutesInMonth(from: Date, to: Date, now: Date): number {
  const begin = Math.max(from.getTime(), monthBegin(now).getTime());
  const end = Math.min(to.getTime(), nextMonth(now).getTime());
  return Math.max(0, end - begin) / MINUTE_MS;
}

function earliest(times: readonly Date[]): Date | undefined {
  return times.length === 0 ? undefined : new Date(Math.min(...times.map((time) => time.getTime())));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** To thousandths, so that a note stays short and a hundred evenings do not add up to a wrong minute. */
function rounded(minutes: number): number {
  return Math.round(minutes * 1_000) / 1_000;
}
