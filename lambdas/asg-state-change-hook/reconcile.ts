import { type Trigger } from './event';
import { reportFailedLaunch } from './failed-launch';
import { noteAwaited } from './note-instance';
import { announceGone } from './announce-stopped';
import { pointRecord } from './point-record';
import { announceReady } from './announce-ready';
import { endStuckTermination } from './stuck-termination';
import { reportUnplacedTask } from './unplaced-task';
import { type World } from './dependencies';

/** Some jobs failed; the others are done. `cause` holds their errors. */
export class ReconcileError extends Error {
  override readonly name = 'ReconcileError';
}

/**
 * Makes everything agree with the group, whatever happened: the address, what people know, and the switch itself where
 * AWS cannot launch. It looks instead of believing the event, and does only what is not done: it may run at any time,
 * twice, and beside itself. One job that fails keeps no other from its work.
 *
 * @throws ReconcileError that says what failed
 */
export async function reconcile(world: World, trigger: Trigger): Promise<void> {
  const errors: unknown[] = [];
  const attempt = async (job: () => Promise<void>): Promise<boolean> => {
    try {
      await job();
      return true;
    } catch (error) {
      errors.push(error);
      return false;
    }
  };
  const { record } = world;
  const reachable = record === undefined || (await attempt(() => pointRecord(world, record)));
  await attempt(async () => {
    const state = await world.group.read();
    await attempt(() => noteAwaited(world, state));
    // nobody is sent to an address that does not answer
    if (reachable) await attempt(() => announceReady(world, state, trigger));
    await attempt(() => announceGone(world, state));
    await attempt(() => reportFailedLaunch(world, state));
    await attempt(() => reportUnplacedTask(world, state, trigger));
    await attempt(() => endStuckTermination(world, state));
  });
  if (errors.length > 0) throw new ReconcileError(errors.map(String).join('; '), { cause: new AggregateError(errors) });
}
