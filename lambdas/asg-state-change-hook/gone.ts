import { log } from '../runtime/log';
import { announcedInstances, type AnnouncedInstance, notesAbout } from './notes';
import { stoppedNotice } from './notices';
import { tell } from './tell';
import { type GroupState, type World } from './world';

/** Farewells that are owed at most. Each takes a few of the 50 tags of the group, which would end where a topic never works. */
const MOST_OWED = 5;

/**
 * Tells people, once per instance that they were told is ready, that it is gone. Draining is not gone yet: it is paid. One
 * that somebody cannot be told keeps no other from being told.
 *
 * @throws AggregateError of all that could not be told
 */
export async function announceGone(world: World, state: GroupState): Promise<void> {
  const gone = announcedInstances(state).filter(({ instanceId }) => isGone(state, instanceId));
  const givenUp = gone.slice(0, -MOST_OWED);
  for (const { instanceId } of givenUp) {
    log.error('gave up telling that an instance is gone', { instanceId });
    await world.group.forget(notesAbout(state, instanceId));
  }
  const errors: unknown[] = [];
  for (const announced of gone.slice(givenUp.length)) {
    await sayFarewell(world, state, announced).catch((error: unknown) => errors.push(error));
  }
  if (errors.length > 0) throw new AggregateError(errors, errors.map(String).join('; '));
}

async function sayFarewell(world: World, state: GroupState, announced: AnnouncedInstance): Promise<void> {
  const { instanceId } = announced;
  const occasion = { key: `stopped/${instanceId}`, id: instanceId };
  await tell(world, state, occasion, stoppedNotice(world.leaf, announced, world.clock.now()));
  await world.group.forget(notesAbout(state, instanceId));
}

function isGone({ instances }: GroupState, instanceId: string): boolean {
  return instances.every(({ id, lifecycleState }) => id !== instanceId || lifecycleState === 'Terminated');
}
