import { failedLaunch } from '../shared/failed-launch';
import { type GroupState, livingInstance } from '../shared/group-state';
import { log } from '../shared/log';
import { type ScalingActivity } from '../shared/scaling-activities';
import { FAILED_LAUNCHES_NOTE } from '../shared/told-tags';
import { type Dependencies } from './dependencies';
import { couldNotStartNotice } from './messages';
import { notifyHourly } from './notify-hourly';
import { triedBefore } from './notify-once';

/**
 * Puts the group to sleep when AWS cannot launch an instance, and tells people, at most once an hour: Auto Scaling would keep
 * trying for ever, and start the container when nobody waits for it any more. The next query tries again.
 */
export async function reportFailedLaunch(dependencies: Dependencies, state: GroupState): Promise<void> {
  const { leaf, group, clock } = dependencies;
  // an instance that comes or runs makes an earlier failure unimportant
  if (livingInstance(state) !== undefined) return;
  const failure = failedLaunch(await group.activities(), state, clock.now());
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
