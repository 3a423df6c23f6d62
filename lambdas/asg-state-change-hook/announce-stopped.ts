import { log } from '../shared/log';
import { isExplained, knownInstances, type KnownInstance, notesAbout } from './known-instances';
import { neverRanNotice, stoppedNotice } from './messages';
import { tell } from './notify-once';
import { type GroupState, type World } from './dependencies';

/** Farewells that are owed at most. Each takes a few of the 50 tags of the group, which would end where a topic never works. */
const MOST_OWED = 5;

/**
 * Tells people, once per instance that was in service, that it is gone: that it stopped, or that its container never ran,
 * unless they know why. Draining is not gone yet: it is paid. One that somebody cannot be told keeps no other from being
 * told.
 *
 * @throws AggregateError of all that could not be told
 */
export async function announceGone(world: World, state: GroupState): Promise<void> {
  const gone = knownInstances(state).filter(({ instanceId }) => isGone(state, instanceId));
  const givenUp = gone.slice(0, -MOST_OWED);
  for (const { instanceId } of givenUp) {
    log.error('gave up telling that an instance is gone', { instanceId });
    await world.group.forget(notesAbout(state, instanceId));
  }
  const errors: unknown[] = [];
  for (const instance of gone.slice(givenUp.length)) {
    await sayFarewell(world, state, instance).catch((error: unknown) => errors.push(error));
  }
  if (errors.length > 0) throw new AggregateError(errors, errors.map(String).join('; '));
}

async function sayFarewell(world: World, state: GroupState, instance: KnownInstance): Promise<void> {
  const { instanceId, announced } = instance;
  if (announced || !isExplained(state, instance)) {
    const notice = (announced ? stoppedNotice : neverRanNotice)(world.leaf, instance, world.clock.now());
    await tell(world, state, { key: `stopped/${instanceId}`, id: instanceId }, notice);
  }
  await world.group.forget(notesAbout(state, instanceId));
}

function isGone({ instances }: GroupState, instanceId: string): boolean {
  return instances.every(({ id, lifecycleState }) => id !== instanceId || lifecycleState === 'Terminated');
}
