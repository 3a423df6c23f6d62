import { type GroupState } from '../shared/group-state';
import { SEEN_RUNNING, startingNote, TOLD_SILENT } from '../shared/starting-note';
import { type Dependencies } from './dependencies';
import { knownInstances } from './known-instances';
import { silentNotice } from './messages';
import { notifyHourly } from './notify-hourly';

const MINUTE_MS = 60_000;

/**
 * Follows an instance that is not ready yet: notes that its container was seen running, so that people are not told later that
 * it never ran, and tells them once where the game has not answered when its time to load is over.
 */
export async function watchStart(dependencies: Dependencies, state: GroupState, instanceId: string): Promise<void> {
  const { leaf, group, container, instances, clock } = dependencies;
  const noted = state.notes.get(startingNote(instanceId));
  if (leaf.readyWhen === 'runs' || noted === TOLD_SILENT) return;
  const task = await container.taskOn(instanceId);
  if (task === undefined) return;
  if (noted === undefined) await group.note(startingNote(instanceId), SEEN_RUNNING);
  const { query } = leaf;
  if (query === undefined) return;
  const known = knownInstances(state).find((one) => one.instanceId === instanceId);
  // in the first run its note is newer than the state
  const { launchedAt } = known ?? (await instances.read(instanceId)) ?? {};
  if (launchedAt === undefined) return;
  // a deployment that replaced the container gave it its time again
  const since = new Date(Math.max(launchedAt.getTime(), task.createdAt?.getTime() ?? 0));
  const now = clock.now();
  if (now.getTime() < since.getTime() + query.loadingMinutes * MINUTE_MS) return;
  const { loadingMinutes } = query;
  const notice = silentNotice(leaf, { since, loadingMinutes, logLink: query.logLink(since, now) }, now);
  await notifyHourly(dependencies, { cause: 'silent', key: 'silent', id: instanceId }, notice);
  await group.note(startingNote(instanceId), TOLD_SILENT);
}
