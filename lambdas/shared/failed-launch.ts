import { type GroupState } from './group-state';
import { type ScalingActivity } from './scaling-activities';
import { FAILED_LAUNCHES_NOTE } from './told-tags';

/** After that Auto Scaling has no other zone left to try. */
const ZONES_TRIED_AFTER_MS = 120_000;

/**
 * The group's newest launch, if it failed for good and people were not told of it. A reason that concerns one
 * zone is for good only when every zone was tried: Auto Scaling goes on with the next one by itself. The same goes for the types of
 * a leaf with fallbacks: AWS's words name one of them.
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
  const failedZones = new Set(failures.map(({ zone }) => zone));
  const settled = now.getTime() - (newest.endedAt ?? newest.startedAt).getTime() > ZONES_TRIED_AFTER_MS;
  const triedTypes = types.length < 2 || types.every((type) => failures.some(({ message }) => message.includes(type)));
  // AWS goes on trying, in one request for all types or one by one
  const lasts = failures.some(({ startedAt }) => now.getTime() - startedAt.getTime() > ZONES_TRIED_AFTER_MS);
  const everywhere = zones.every((zone) => failedZones.has(zone)) && (triedTypes || lasts);
  const forGood = !/availability zone/i.test(newest.message) || settled || everywhere;
  return forGood ? newest : undefined;
}
