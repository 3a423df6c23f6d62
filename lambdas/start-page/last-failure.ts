import { type Task } from '@aws-sdk/client-ecs';

import { readCrashMark } from '../shared/crash-mark';
import { cut } from '../shared/cut';
import { groupState } from '../shared/group-state';
import { CRASH_NOTE, WOKEN_BY_NOTE } from '../shared/told-tags';
import { readWokenBy } from '../shared/woken-by';
import { type PageState } from './contract';
import { type LeafFacts } from './page-state';

/** Later nobody waits for that start any more: the leaf is asleep, and can be tried again. */
export const FAILURE_SHOWN_MS = 30 * 60_000;
/** Characters of AWS's words on a page. */
const LONGEST_REASON = 300;

/** Why the last start of a leaf that sleeps came to nothing; undefined where it did not, or that is long ago. */
export function lastFailure(facts: Pick<LeafFacts, 'group' | 'activities' | 'tasks' | 'now'>): PageState | undefined {
  const reason = reasonOfCrash(facts) ?? reasonOfLaunch(facts);
  return reason === undefined ? undefined : { state: 'failed', reason: wordsForFriends(reason) };
}

/** The watchdog put it to sleep since its container crashed or could not start. */
function reasonOfCrash({ group, tasks, now }: Pick<LeafFacts, 'group' | 'tasks' | 'now'>): string | undefined {
  const { notes } = groupState(group, 0);
  const crash = readCrashMark(notes.get(CRASH_NOTE));
  const wokenAt = readWokenBy(notes.get(WOKEN_BY_NOTE))?.at ?? new Date(0);
  if (crash === undefined || !crash.asleep || wokenAt > crash.createdAt || !isLately(crash.createdAt, now))
    return undefined;
  const task = tasks.find(({ taskArn = '' }) => taskArn.endsWith(`/${crash.taskId}`));
  return task === undefined ? 'The container stopped.' : whyStopped(task);
}

function whyStopped({ stoppedReason, containers = [] }: Task): string {
  const failed = containers.find(({ reason, exitCode }) => reason !== undefined || (exitCode ?? 0) !== 0);
  const code = failed?.exitCode === undefined ? '' : ` (exit code ${failed.exitCode})`;
  return `${failed?.reason ?? stoppedReason ?? 'The container stopped.'}${code}`;
}

function reasonOfLaunch({ activities, now }: Pick<LeafFacts, 'activities' | 'now'>): string | undefined {
  const [newest] = activities.toSorted((a, b) => b.startedAt.getTime() - a.startedAt.getTime());
  if (newest?.kind !== 'launch' || !newest.failed) return undefined;
  return isLately(newest.endedAt ?? newest.startedAt, now) ? newest.message : undefined;
}

export function isLately(time: Date, now: Date): boolean {
  return now.getTime() - time.getTime() < FAILURE_SHOWN_MS;
}

/** AWS's words without what is nobody's business: ARNs and the account's number. */
export function wordsForFriends(reason: string): string {
  const words = reason
    .replace(/\barn:[^\s,;"')]+/g, '…')
    .replace(/\b\d{12}\b/g, '…')
    .replace(/\s+/g, ' ')
    .trim();
  return cut(words, LONGEST_REASON);
}
