import { type GroupState, livingInstance } from '../shared/group-state';
import { log } from '../shared/log';
import { MOST_LEAVING } from '../shared/notes-at-once';
import { type MonthOfRun } from './count-month';
import { type Dependencies } from './dependencies';
import {
  isExplained,
  isGone,
  isKeyAbout,
  knownInstances,
  type KnownInstance,
  neverRan,
  notesAbout,
  STOPPED,
} from './known-instances';
import { neverRanNotice, stoppedNotice } from './messages';
import { isForStrangers } from './for-strangers';
import { readNotPlaced } from './not-placed-note';
import { notifyHourly } from './notify-hourly';
import { notifyOnce } from './notify-once';
import { receipt } from './receipt';
import { forgetTried, readTried, type TriedNotice } from './tried-note';

/**
 * Tells people, once per instance that was in service, that it is gone: that it stopped, or that it was never ready or its
 * container never ran, unless they know why. An instance that drains is not gone yet: it is still billed. Where one notice fails, the
 * others are still sent.
 *
 * @throws AggregateError of all that could not be told
 */
export async function announceStopped(dependencies: Dependencies, state: GroupState, month: MonthOfRun): Promise<void> {
  const living = livingInstance(state)?.id;
  const leaving = knownInstances(state).filter(({ instanceId }) => instanceId !== living);
  const givenUp = leaving.slice(0, -MOST_LEAVING);
  for (const { instanceId } of givenUp) {
    log.error('gave up: people were not told that this instance was terminated', { instanceId });
    await forgetInstance(dependencies, state, instanceId);
  }
  const errors: unknown[] = [];
  for (const instance of leaving.slice(givenUp.length).filter(({ instanceId }) => isGone(state, instanceId))) {
    await announce(dependencies, state, month, instance).catch((error: unknown) => errors.push(error));
  }
  if (errors.length > 0) throw new AggregateError(errors, errors.map(String).join('; '));
}

async function announce(
  dependencies: Dependencies,
  state: GroupState,
  month: MonthOfRun,
  instance: KnownInstance,
): Promise<void> {
  const { leaf, clock } = dependencies;
  const { instanceId, announced, ran } = instance;
  if (announced || !isExplained(state, instance)) {
    const now = clock.now();
    if (!announced && !ran) {
      const notice = neverRanNotice(leaf, instance, now, readNotPlaced(state.notes, instanceId)?.reason);
      await notifyHourly(dependencies, neverRan(instanceId), notice);
    } else {
      const occasion = { key: `${STOPPED}${instanceId}`, id: instanceId };
      const notice = stoppedNotice(leaf, instance, now, await receipt(dependencies, state, month, instance));
      // an earlier job of this run may have noted that somebody played
      await (isForStrangers(await dependencies.group.read(), instanceId)
        ? notifyHourly(dependencies, { cause: 'stopped', ...occasion }, notice)
        : notifyOnce(dependencies, state, occasion, notice));
    }
  }
  await forgetInstance(dependencies, state, instanceId);
}

async function forgetInstance(dependencies: Dependencies, state: GroupState, instanceId: string): Promise<void> {
  await dependencies.group.forget(notesAbout(state, instanceId));
  const isAbout = ({ key }: TriedNotice) => isKeyAbout(key, instanceId);
  if (readTried(state.notes).some(isAbout)) await forgetTried(dependencies, isAbout);
}
