import { type GroupState } from '../shared/group-state';
import { log } from '../shared/log';
import { WOKEN_BY_NOTE } from '../shared/told-tags';
import { staysAsleep } from '../shared/woken-by';
import { type Dependencies } from './dependencies';

/**
 * Ends a `./cm sleep --stay` once somebody woke the leaf: in the console, or by `./cm wake` whose own note failed. The next
 * sleep is an ordinary one.
 */
export async function endStay({ group }: Pick<Dependencies, 'group'>, state: GroupState): Promise<void> {
  if (state.desiredCapacity === 0 || !staysAsleep(state)) return;
  await group.forget([WOKEN_BY_NOTE]);
  log.info('it no longer stays asleep: somebody woke it');
}
