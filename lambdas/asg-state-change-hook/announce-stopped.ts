import { type GroupState } from '../shared/group-state';
import { log } from '../shared/log';
import { type Dependencies } from './dependencies';
import { isExplained, knownInstances, type KnownInstance, neverRan, notesAbout } from './known-instances';
import { neverRanNotice, stoppedNotice } from './messages';
import { isForStrangers } from './for-strangers';
import { notifyHourly } from './notify-hourly';
import { notifyOnce } from './notify-once';
import { notPlaced } from './unplaced-task';

/**
 * Most instances whose end people are still to be told. Each takes a few of the 50 tags of the group, which would run
 * out where a topic never works.
 */
const MOST_OWED = 5;

/**
 * Tells people, once per instance that was in service, that it is gone: that it stopped, or that it was never ready or its
 * container never ran, unless they know why. An instance that drains is not gone yet: it is still billed. Where one notice fails, the
 * others are still sent.
 *
 * @throws AggregateError of all that could not be told
 */
export async function announceStopped(dependencies: Dependencies, state: GroupState): Promise<void> {
  const gone = knownInstances(state).filter(({ instanceId }) => isGone(state, instanceId));
  const givenUp = gone.slice(0, -MOST_OWED);
  for (const { instanceId } of givenUp) {
    log.error('gave up: people were not told that this instance was terminated', { instanceId });
    await dependencies.group.forget(notesAbout(state, instanceId));
  }
  const errors: unknown[] = [];
  for (const instance of gone.slice(givenUp.length)) {
    await announce(dependencies, state, instance).catch((error: unknown) => errors.push(error));
  }
  if (errors.length > 0) throw new AggregateError(errors, errors.map(String).join('; '));
}

async function announce(dependencies: Dependencies, state: GroupState, instance: KnownInstance): Promise<void> {
  const { leaf, group, clock } = dependencies;
  const { instanceId, announced, ran } = instance;
  if (announced || !isExplained(state, instance)) {
    const now = clock.now();
    if (!announced && !ran) {
      const notice = neverRanNotice(leaf, instance, now, notPlaced(state, instanceId)?.reason);
      await notifyHourly(dependencies, neverRan(instanceId), notice);
    } else {
      const occasion = { key: `stopped/${instanceId}`, id: instanceId };
      const notice = stoppedNotice(leaf, instance, now);
      // an earlier job of this run may have noted that somebody played
      await (isForStrangers(await group.read(), instanceId)
        ? notifyHourly(dependencies, { cause: 'stopped', ...occasion }, notice)
        : notifyOnce(dependencies, state, occasion, notice));
    }
  }
  await group.forget(notesAbout(state, instanceId));
}

function isGone({ instances }: GroupState, instanceId: string): boolean {
  return instances.every(({ id, lifecycleState }) => id !== instanceId || lifecycleState === 'Terminated');
}
