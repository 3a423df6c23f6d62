import { type AutoScalingGroup } from '../shared/auto-scaling-group';
import { type CrashMark, crashNoteText, readCrashMark, readFailedStart } from '../shared/crash-mark';
import { type GroupState } from '../shared/group-state';
import { CRASH_NOTE } from '../shared/told-tags';
import { type TaskStop } from './task-stop';

/** The newest crash that the group has noted. */
export function notedCrash({ notes }: GroupState): CrashMark | undefined {
  return readCrashMark(notes.get(CRASH_NOTE));
}

/**
 * Notes a crash. The failed start stays as it was in `state`: of two runs at once one may forget the other's, which gives a task one
 * more chance.
 *
 * @param told names of the topics that were told of it
 */
export async function noteCrash(
  group: AutoScalingGroup,
  state: GroupState,
  { createdAt, taskId }: TaskStop,
  asleep: boolean,
  told: readonly string[],
): Promise<void> {
  const failedStart = readFailedStart(state.notes.get(CRASH_NOTE));
  await group.note(CRASH_NOTE, crashNoteText({ createdAt, taskId, asleep, told }, failedStart));
}
