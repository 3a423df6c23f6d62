import { type GroupState, isAsleep } from '../shared/group-state';
import { log } from '../shared/log';
import { type QuerySwitch } from './dependencies';

/**
 * Turns the query's rule on from the wake-up until the last instance is gone. Writes nothing that is already so. player-query
 * turns it off too, for the case that this run never comes; the schedule turns it on again where both were wrong.
 */
export async function switchQuery(rule: QuerySwitch, state: GroupState): Promise<void> {
  const wanted = !isAsleep(state);
  if ((await rule.isOn()) === wanted) return;
  await (wanted ? rule.turnOn() : rule.turnOff());
  log.info('switched the query', { on: wanted });
}
