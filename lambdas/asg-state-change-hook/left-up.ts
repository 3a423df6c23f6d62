import { type GroupState, livingInstance } from '../shared/group-state';
import { PLAYERS_TOPIC } from '../shared/notify';
import { LEFT_UP_NOTE } from '../shared/told-tags';
import { type Dependencies } from './dependencies';
import { knownInstances } from './known-instances';
import { leftUpNotice } from './messages';

const DAY_MS = 86_400_000;

/**
 * Tells the administrators every 24 hours that the instance is still up, while the alarm Instance Left Up lasts: the alarm itself
 * sends one e-mail, however long it does. Also while the leaf is held.
 */
export async function remindOfLeftUp(dependencies: Dependencies, state: GroupState): Promise<void> {
  const { leaf, group, leftUpAlarm, notifier, clock } = dependencies;
  const told = state.notes.get(LEFT_UP_NOTE);
  const living = livingInstance(state);
  if (living === undefined) {
    if (told !== undefined) await group.forget([LEFT_UP_NOTE]);
    return;
  }
  const now = clock.now();
  const isDayAgo = (time: Date) => now.getTime() - Math.max(time.getTime(), Date.parse(told ?? '') || 0) >= DAY_MS;
  const instance = knownInstances(state).find(({ instanceId }) => instanceId === living.id);
  // the alarm began later than the instance: until then there is no need to ask
  if (instance === undefined || !isDayAgo(instance.launchedAt)) return;
  const alarm = await leftUpAlarm.read();
  if (alarm === undefined || !isDayAgo(alarm.since)) return;
  await notifier.notify(leftUpNotice(leaf, instance, alarm.description, now), [PLAYERS_TOPIC]);
  await group.note(LEFT_UP_NOTE, now.toISOString());
}
