import { type AutoScalingGroup } from '../shared/auto-scaling-group';
import { isSameCrash } from '../shared/crash-mark';
import { type GroupState } from '../shared/group-state';
import { log } from '../shared/log';
import { notify, NotifyError } from '../shared/notify';
import { counted, isToldLately, readRepeatsNote, repeatsNoteText, withRepeats } from '../shared/repeats-note';
import { CRASH_REPEATS_NOTE } from '../shared/told-tags';
import { type BreakCrashLoopContext } from './context';
import { crashNotice } from './crash-notice';
import { logLink } from './log-link';
import { noteCrash, notedCrash } from './noted-crash';
import { type TaskStop } from './task-stop';

/**
 * Tells both topics why it was put to sleep, at most once an hour: within an hour of the last e-mail about a crash it is
 * counted instead, and counts as told. The state change hook tells later how many there were. A topic that failed at the last one is
 * told of this one.
 *
 * @param state from before this crash was noted
 * @throws NotifyError when a topic failed, after noting which ones were told
 */
export async function tellPeople(
  group: AutoScalingGroup,
  state: GroupState,
  stop: TaskStop,
  { sns, environment, now, wakesByDns }: BreakCrashLoopContext,
): Promise<void> {
  const topicArns = { base: environment.BASE_TOPIC_ARN, leaf: environment.LEAF_TOPIC_ARN };
  const names = Object.keys(topicArns);
  const noted = notedCrash(state);
  let told = isSameCrash(noted, stop) ? (noted?.told ?? []) : [];
  const before = readRepeatsNote(state.notes, 'crash');
  const id = `${stop.taskId}@${stop.createdAt.toISOString()}`;
  if (told.length === 0 && before !== undefined && isToldLately(before, now)) {
    const next = counted(before, id);
    if (next !== before) await group.note(CRASH_REPEATS_NOTE, repeatsNoteText(next));
    const last = isSameCrash(noted, stop) ? [] : (noted?.told ?? []);
    told = last.length === 0 ? names : last;
    log.info('counted: people were told of another crash less than an hour ago', { ...next });
    if (names.every((name) => told.includes(name))) {
      await noteCrash(group, state, stop, true, names);
      return;
    }
  }
  if (names.every((name) => told.includes(name))) return;
  const noteRepeats = async () => {
    if (told.length > 0) return;
    const repeats = repeatsNoteText({ toldAt: now, count: 0, id });
    await group.note(CRASH_REPEATS_NOTE, repeats);
  };
  const link = logLink(environment.AWS_REGION, environment.CONTAINER_LOG_GROUP_NAME, stop.stoppedAt);
  const notice = crashNotice(environment.LEAF_ID, stop, link, wakesByDns);
  try {
    await notify(sns, topicArns, told.length === 0 ? withRepeats(notice, before) : notice, told);
  } catch (error) {
    if (error instanceof NotifyError) {
      await noteCrash(group, state, stop, true, error.told);
      if (error.told.length > 0) await noteRepeats();
    }
    throw error;
  }
  try {
    await noteCrash(group, state, stop, true, names);
    await noteRepeats();
  } catch (error) {
    // another try would tell everybody again
    log.warn('cannot note which topics were told', { error });
  }
}
