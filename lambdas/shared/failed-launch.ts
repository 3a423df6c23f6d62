import { type GroupState } from './group-state';
import { type ScalingActivity } from './scaling-activities';
import { FAILED_LAUNCHES_NOTE } from './told-tags';

/** After that Auto Scaling has no other zone left to try. */
const ZONES_TRIED_AFTER_MS = 120_000;

/**
 * The group's newest launch, if it failed for good and people were not told of it. A reason that concerns one
 * zone is for good only when every zone was tried: Auto Scaling goes on with the next one by itself.
 */
export function failedLaunch(
  activities: readonly ScalingActivity[],
  { zones, notes }: Pick<GroupState, 'zones' | 'notes'>,
  now: Date,
): ScalingActivity | undefined {
  const told = new Date(notes.get(FAILED_LAUNCHES_NOTE) ?? 0);
  const launches = activities.filter(({ kind }) => kind === 'launch');
  const lastOther = launches.findIndex(({ failed, startedAt }) => !failed || startedAt <= told);
  const failures = lastOther === -1 ? launches : launches.slice(0, lastOther);
  const [newest] = failures;
  if (newest === undefined) return undefined;
  const failedZones = new Set(failures.map(({ zone }) => zone));
  const settled = now.getTime() - (newest.endedAt ?? newest.startedAt).getTime() > ZONES_TRIED_AFTER_MS;
  const forGood = !/availability zone/i.test(newest.message) || settled || zones.every((zone) => failedZones.has(zone));
  return forGood ? newest : undefined;
}
