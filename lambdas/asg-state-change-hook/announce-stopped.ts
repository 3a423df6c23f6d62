import { type GroupState, livingInstance } from '../shared/group-state';
import { log } from '../shared/log';
import { MOST_LEAVING } from '../shared/notes-at-once';
import { type MonthOfRun } from './count-month';
import { refusalOf } from '../shared/refusal';
import { type Dependencies } from './dependencies';
import {
  isExplained,
  isGone,
  isKeyAbout,
  knownInstances,
  type KnownInstance,
  neverRan,
  notesAbout,
  STOPPED,
} from './known-instances';
import { neverRanNotice, stoppedNotice } from './messages';
import { isForStrangers } from './for-strangers';
import { readNotPlaced } from './not-placed-note';
import { notifyHourly } from './notify-hourly';
import { notifyOnce } from './notify-once';
import { receipt } from './receipt';
import { forgetTried, readTried, type TriedNotice } from './tried-note';

/** What earlier jobs of the run know. */
interface OfRun {
  readonly month: MonthOfRun;
  /** Ids of those that are left to the next run, with their notes (judge.ts). */
  readonly undecided: ReadonlySet<string>;
}

/**
 * Tells people, once per instance that was in service, that it is gone: that it stopped, or that it was never ready or its
 * container never ran, unless they know why. An instance that drains is not gone yet: it is still billed. Where one notice fails, the
 * others are still sent.
 *
 * @throws AggregateError of all that could not be told
 */
export async function announceStopped(
  dependencies: Dependencies,
  state: GroupState,
  { month, undecided }: OfRun,
): Promise<void> {
  const living = livingInstance(state)?.id;
  const leaving = knownInstances(state).filter(({ instanceId }) => instanceId !== living);
  const givenUp = leaving.slice(0, -MOST_LEAVING);
  for (const { instanceId } of givenUp) {
    log.error('gave up: people were not told that this instance was terminated', { instanceId });
    await forgetInstance(dependencies, state, instanceId);
  }
  const errors: unknown[] = [];
  const isOver = ({ instanceId }: KnownInstance) => isGone(state, instanceId) && !undecided.has(instanceId);
  for (const instance of leaving.slice(givenUp.length).filter(isOver)) {
    await announce(dependencies, state, month, instance).catch((error: unknown) => errors.push(error));
  }
  if (errors.length > 0) throw new AggregateError(errors, errors.map(String).join('; '));
}

async function announce(
  dependencies: Dependencies,
  state: GroupState,
  month: MonthOfRun,
  instance: KnownInstance,
): Promise<void> {
  const { leaf, clock } = dependencies;
  const { instanceId, announced, ran } = instance;
  if (announced || !isExplained(state, instance)) {
    const now = clock.now();
    // earlier jobs of this run may have counted the month's last minutes, or noted that somebody played
    const newest = await dependencies.group.read();
    const refusal = lastingRefusal(leaf.id, newest, now);
    if (!announced && !ran) {
      const unplacedReason = readNotPlaced(state.notes, instanceId)?.reason;
      const notice = neverRanNotice(leaf, instance, now, { unplacedReason, refusal });
      await notifyHourly(dependencies, neverRan(instanceId), notice);
    } else {
      const occasion = { key: `${STOPPED}${instanceId}`, id: instanceId };
      const paid = await receipt(dependencies, state, month, instance);
      const notice = stoppedNotice(leaf, instance, now, { receipt: paid, refusal });
      await (isForStrangers(newest, instanceId)
        ? notifyHourly(dependencies, { cause: 'stopped', ...occasion }, notice)
        : notifyOnce(dependencies, state, occasion, notice));
    }
  }
  await forgetInstance(dependencies, state, instanceId);
}

/** Why no connection wakes it until somebody does something, or the month is over. What passes in minutes is not told. */
function lastingRefusal(leafId: string, state: GroupState, now: Date): string | undefined {
  const refusal = refusalOf({ leafId, waker: 'dns', state, now });
  return refusal?.kind === 'limit' || refusal?.kind === 'stay' ? refusal.text : undefined;
}

async function forgetInstance(dependencies: Dependencies, state: GroupState, instanceId: string): Promise<void> {
  await dependencies.group.forget(notesAbout(state, instanceId));
  const isAbout = ({ key }: TriedNotice) => isKeyAbout(key, instanceId);
  if (readTried(state.notes).some(isAbout)) await forgetTried(dependencies, isAbout);
}
