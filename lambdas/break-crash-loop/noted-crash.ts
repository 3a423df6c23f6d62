import { type AutoScalingGroup } from '../shared/auto-scaling-group';
import { type CrashMark, crashMarkText, readCrashMark } from '../shared/crash-mark';
import { type GroupState } from '../shared/group-state';
import { CRASH_NOTE } from '../shared/told-tags';
import { type TaskStop } from './task-stop';

/** The newest crash that the group has noted. */
export function notedCrash({ notes }: GroupState): CrashMark | undefined {
  return readCrashMark(notes.get(CRASH_NOTE));
}

/** @param told names of the topics that were told of it */
export async function noteCrash(
  group: AutoScalingGroup,
  { createdAt, taskId }: TaskStop,
  asleep: boolean,
  told: readonly string[],
): Promise<void> {
  await group.note(CRASH_NOTE, crashMarkText({ createdAt, taskId, asleep, told }));
}
