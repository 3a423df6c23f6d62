import { type GroupState } from '../shared/group-state';
import { log } from '../shared/log';
import { type Dependencies } from './dependencies';

/** What draining may take beyond the container's own time to stop. */
const DRAINING_SECONDS = 300;

/**
 * Ends the wait of an instance that ECS should have drained long ago: where its ECS agent is dead nothing else does, and
 * AWS would bill the instance for up to 48 hours.
 */
export async function endStuckTermination({ leaf, group, clock }: Dependencies, state: GroupState): Promise<void> {
  const waiting = state.instances.filter(({ lifecycleState }) => lifecycleState === 'Terminating:Wait');
  if (waiting.length === 0) return;
  const activities = await group.activities();
  const limit = clock.now().getTime() - (leaf.stopTimeoutSeconds + DRAINING_SECONDS) * 1_000;
  for (const { id } of waiting) {
    const began = activities.find(({ kind, instanceId }) => kind === 'terminate' && instanceId === id)?.startedAt;
    if (began === undefined || began.getTime() >= limit) continue;
    await group.endTerminationWait(id);
    log.warn('ended the wait of an instance that was not drained in time', { instanceId: id, began });
  }
}
