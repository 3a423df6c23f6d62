import { type GroupState } from './group-state';
import { lastSleep, type ScalingActivity } from './scaling-activities';
import { isNoCapacity, namesType } from './start-failures';
import { FAILED_LAUNCHES_NOTE, WOKEN_BY_NOTE } from './told-tags';
import { CLOCKS_DIFFER_MS, readWokenBy } from './woken-by';

/** After that Auto Scaling has no other zone or type left to try. */
const ALL_TRIED_AFTER_MS = 120_000;

/** AWS's words on all types of a request at once. */
const WHOLE_REQUEST = /UnfulfillableCapacity/i;

/**
 * The group's newest launch, if it failed for good and people were not told of it. A reason that concerns one zone is for good only
 * when every zone was tried: Auto Scaling goes on with the next one by itself. So is a reason that concerns one type of a leaf with
 * fallbacks, when every type was tried in every zone. Either is also for good when it lasts two minutes: AWS's words need not name
 * what was tried.
 *
 * @param types that the instance can have, where there are several
 */
export function failedLaunch(
  activities: readonly ScalingActivity[],
  { zones, notes }: Pick<GroupState, 'zones' | 'notes'>,
  now: Date,
  types: readonly string[] = [],
): ScalingActivity | undefined {
  const told = new Date(notes.get(FAILED_LAUNCHES_NOTE) ?? 0);
  const launches = activities.filter(({ kind }) => kind === 'launch');
  const lastOther = launches.findIndex(({ failed, startedAt }) => !failed || startedAt <= told);
  const failures = lastOther === -1 ? launches : launches.slice(0, lastOther);
  const [newest] = failures;
  if (newest === undefined) return undefined;
  const hasFallbacks = types.length > 1;
  if (!concernsZone(newest) && !(hasFallbacks && concernsType(newest))) return newest;
  const before = activities.filter(({ startedAt }) => startedAt <= newest.startedAt);
  const wakeUp = wokenAt(before, notes);
  const tries = failures.filter(({ startedAt }) => startedAt >= wakeUp);
  const lasts = hasFallbacks
    ? tries.some(({ startedAt }) => isOver(startedAt, now))
    : isOver(newest.endedAt ?? newest.startedAt, now);
  const everywhere = zones.every((zone) => {
    const here = tries.filter((one) => one.zone === zone);
    return hasFallbacks ? types.every((type) => here.some((one) => isAbout(one, type))) : here.length > 0;
  });
  return lasts || everywhere ? newest : undefined;
}

/** When the wake-up began whose tries count: failures of an earlier one may be untold. */
function wokenAt(activities: readonly ScalingActivity[], notes: GroupState['notes']): Date {
  const noted = (readWokenBy(notes.get(WOKEN_BY_NOTE))?.at.getTime() ?? 0) - CLOCKS_DIFFER_MS;
  return new Date(Math.max(noted, lastSleep(activities)?.getTime() ?? 0));
}

function concernsZone({ message }: ScalingActivity): boolean {
  return /availability zone/i.test(message);
}

function concernsType({ message }: ScalingActivity): boolean {
  if (WHOLE_REQUEST.test(message)) return false;
  return isNoCapacity(message) || /\bUnsupported\b|not supported/i.test(message);
}

/** Whether AWS's words name this type, or speak of all. */
function isAbout({ message }: ScalingActivity, type: string): boolean {
  return WHOLE_REQUEST.test(message) || namesType(message, type);
}

function isOver(since: Date, now: Date): boolean {
  return now.getTime() - since.getTime() > ALL_TRIED_AFTER_MS;
}
