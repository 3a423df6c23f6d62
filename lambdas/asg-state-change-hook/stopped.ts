import { announcedInstances, readyNote } from './notes';
import { stoppedNotice } from './notices';
import { type GroupState, type World } from './world';

/** Tells people, once per instance that they were told is ready, that it is gone. Draining is not gone yet: it is paid. */
export async function announceStopped({ leaf, group, people, clock }: World, state: GroupState): Promise<void> {
  for (const announced of announcedInstances(state)) {
    const { instanceId } = announced;
    if (state.instances.some(({ id, lifecycleState }) => id === instanceId && lifecycleState !== 'Terminated'))
      continue;
    await people.tell(stoppedNotice(leaf, announced, clock.now()));
    await group.forget(readyNote(instanceId));
  }
}
