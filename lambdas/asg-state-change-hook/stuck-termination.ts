import { type GroupState } from '../shared/group-state';
import { log } from '../shared/log';
import { type Dependencies } from './dependencies';

/** What draining may take beyond the container's own time to stop, before anybody asks why. */
const DRAINING_SECONDS = 300;
/**
 * What it may take where ECS still has a task to stop. ECS's own hook lasts as long before it is renewed (heartbeat
 * 3600 s, up to 48 hours): a game that is slow to save gets all of it, and Docker that hangs does not cost two days.
 */
const STOPPING_SECONDS = 3_600;

/**
 * Ends the wait of an instance that ECS should have drained long ago: where its ECS agent is dead nothing else does, and
 * AWS would bill the instance for up to 48 hours. The clock alone ends nothing before the far limit: a container that
 * still stops may be saving.
 */
export async function endStuckTermination(dependencies: Dependencies, state: GroupState): Promise<void> {
  const { leaf, group, container, clock } = dependencies;
  const waiting = state.instances.filter(({ lifecycleState }) => lifecycleState === 'Terminating:Wait');
  if (waiting.length === 0) return;
  const activities = await group.activities();
  for (const { id } of waiting) {
    const began = activities.find(({ kind, instanceId }) => kind === 'terminate' && instanceId === id)?.startedAt;
    if (began === undefined) continue;
    const late = clock.now().getTime() - began.getTime() - leaf.stopTimeoutSeconds * 1_000;
    if (late <= DRAINING_SECONDS * 1_000) continue;
    if (late <= STOPPING_SECONDS * 1_000 && (await container.isStoppingOn(id))) {
      log.warn('an instance is not drained in time, and its container is still stopping', { instanceId: id, began });
      continue;
    }
    await group.endTerminationWait(id);
    log.warn('ended the wait of an instance that was not drained in time', { instanceId: id, began });
  }
}
