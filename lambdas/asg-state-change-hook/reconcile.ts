import { announceReady } from './announce-ready';
import { announceStopped } from './announce-stopped';
import { MonthOfRun } from './count-month';
import { type Dependencies } from './dependencies';
import { endStay } from './end-stay';
import { type Trigger } from './event';
import { reportFailedLaunch } from './failed-launch';
import { forgetUnneeded } from './forget-notes';
import { judge } from './judge';
import { keepLimit } from './keep-limit';
import { remindOfLeftUp } from './left-up';
import { noteInstance } from './note-instance';
import { pointRecord } from './point-record';
import { noteAddress } from './query-notes';
import { endStuckTermination } from './stuck-termination';
import { switchQuery } from './switch-query';
import { tellRepeats } from './tell-repeats';
import { reportUnplacedTask } from './unplaced-task';

/** Some jobs failed; the others are done. `cause` holds their errors. */
export class ReconcileError extends Error {
  override readonly name = 'ReconcileError';
}

/**
 * Makes everything agree with the group: the address, the query, what people know, and the switch itself where AWS cannot launch.
 * It looks instead of believing the event, and does only what is not done: it may run at any time, twice, and beside
 * itself. A job that fails does not stop the others.
 *
 * @throws ReconcileError that says what failed
 */
export async function reconcile(dependencies: Dependencies, trigger: Trigger): Promise<void> {
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
  const { record, group, queryRule, traffic } = dependencies;
  const reachable = record === undefined || (await attempt(() => pointRecord(dependencies, record)));
  await attempt(async () => {
    const state = await group.read();
    await attempt(() => forgetUnneeded(dependencies, state));
    if (queryRule !== undefined) await attempt(() => switchQuery(queryRule, state));
    // without a domain the start page shows it
    if (queryRule !== undefined || record === undefined) await attempt(() => noteAddress(dependencies, state));
    await attempt(() => noteInstance(dependencies, state));
    // nobody is sent to an address that does not answer
    if (reachable) await attempt(() => announceReady(dependencies, state, trigger));
    // before the notes of instances that are gone are forgotten
    const judged = traffic && (await judge(dependencies, traffic, state));
    errors.push(...(judged?.errors ?? []));
    const month = new MonthOfRun(dependencies, state);
    // what is told of an instance that stopped counts it
    await attempt(() => month.count());
    const undecided = judged?.undecided ?? new Set();
    await attempt(() => announceStopped(dependencies, state, { month, undecided }));
    await attempt(() => reportFailedLaunch(dependencies, state));
    await attempt(() => reportUnplacedTask(dependencies, state, trigger));
    await attempt(() => endStuckTermination(dependencies, state));
    await attempt(() => endStay(dependencies, state));
    await attempt(() => keepLimit(dependencies, state, month));
    await attempt(() => remindOfLeftUp(dependencies, state));
    await attempt(() => tellRepeats(dependencies));
  });
  if (errors.length > 0) throw new ReconcileError(errors.map(String).join('; '), { cause: new AggregateError(errors) });
}
