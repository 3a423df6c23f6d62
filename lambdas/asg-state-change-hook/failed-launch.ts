import { type GroupState, livingInstance } from '../shared/group-state';
import { log } from '../shared/log';
import { type ScalingActivity } from '../shared/scaling-activities';
import { FAILED_LAUNCHES_NOTE } from '../shared/told-tags';
import { type Dependencies } from './dependencies';
import { couldNotStartNotice } from './messages';
import { notifyHourly } from './notify-hourly';
import { triedBefore } from './notify-once';

/** After that Auto Scaling has no other zone left to try. */
const ZONES_TRIED_AFTER_MS = 120_000;

/**
 * Puts the group to sleep when AWS cannot launch an instance, and tells people, at most once an hour: Auto Scaling would keep
 * trying for ever, and start the container when nobody waits for it any more. The next query tries again.
 */
export async function reportFailedLaunch(dependencies: Dependencies, state: GroupState): Promise<void> {
  const { leaf, group, clock } = dependencies;
  // an instance that comes or runs makes an earlier failure unimportant
  if (livingInstance(state) !== undefined) return;
  const failure = failedLaunch(await group.activities(), state, clock.now(), leaf.instanceTypes);
  if (failure === undefined) return;
  const before = triedBefore(state, FAILED_LAUNCHES_NOTE);
  // an earlier run put the group to sleep, but could not tell everybody: the switch may have been turned on since
  const toldUntil =
    before !== undefined && failure.startedAt <= new Date(before.id)
      ? before.id
      : await endWakeUp(dependencies, failure);
  await notifyHourly(
    dependencies,
    { cause: 'failed-launch', key: FAILED_LAUNCHES_NOTE, id: toldUntil },
    couldNotStartNotice(leaf, failure.message),
  );
  await group.note(FAILED_LAUNCHES_NOTE, toldUntil);
}

/**
 * Puts the group to sleep, if it does not sleep already.
 *
 * @returns ISO time up to which failed launches belong to this wake-up: not that of the launch, since further tries may
 *   have begun before the switch was turned
 */
async function endWakeUp({ group, clock }: Dependencies, failure: ScalingActivity): Promise<string> {
  // looked at again after the launch was: a switch that was off before may have been turned on for it
  const { desiredCapacity } = await group.read();
  if (desiredCapacity === 0) return failure.startedAt.toISOString();
  const now = clock.now();
  await group.sleep();
  log.warn('put the group to sleep: AWS could not launch an instance', { reason: failure.message });
  return now.toISOString();
}

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
