import { log } from '../runtime/log';
import { FAILED_LAUNCHES_NOTE } from './notes';
import { couldNotStartNotice } from './notices';
import { type Activity, type GroupState, type World } from './world';

/** After that Auto Scaling has no other zone left to try. */
const ZONES_TRIED_AFTER_MS = 120_000;

/**
 * Puts the group to sleep when AWS cannot launch an instance, and tells people once: Auto Scaling would go on trying
 * for ever, and start the container when nobody waits for it any more. The next query tries again.
 */
export async function reportFailedLaunch({ leaf, group, people, clock }: World, state: GroupState): Promise<void> {
  // an instance that comes or runs makes an earlier failure unimportant
  if (state.instances.some(({ lifecycleState }) => !lifecycleState.startsWith('Terminat'))) return;
  const failure = failedLaunch(await group.activities(), state, clock.now());
  if (failure === undefined) return;
  let toldUntil = failure.startedAt;
  // looked at again after the launch was: a switch that was off before may have been turned on for it
  const { desiredCapacity } = await group.read();
  if (desiredCapacity > 0) {
    // a time and not the launch: further tries that began before the switch was turned are of the same wake-up
    toldUntil = clock.now();
    await group.sleep();
    log.warn('put to sleep, since no instance could be launched', { reason: failure.message });
  }
  await people.tell(couldNotStartNotice(leaf, failure.message));
  await group.note(FAILED_LAUNCHES_NOTE, toldUntil.toISOString());
}

/**
 * The group's newest launch, if it failed for good and people were not told of it. A reason that lies in one zone is
 * for good only when every zone was tried: Auto Scaling goes on with the next one by itself.
 */
export function failedLaunch(
  activities: readonly Activity[],
  { zones, notes }: Pick<GroupState, 'zones' | 'notes'>,
  now: Date,
): Activity | undefined {
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
