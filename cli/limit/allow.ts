import { AutoScalingGroup as LeafGroup } from '../../lambdas/shared/auto-scaling-group';
import { systemClock } from '../../lambdas/shared/clock';
import { groupState } from '../../lambdas/shared/group-state';
import { allowedMinutes } from '../../lambdas/shared/month-limit';
import { allowedNoteText, monthBegin, monthOf, nextMonth } from '../../lambdas/shared/month-note';
import { dayText, hoursText, monthName } from '../../lambdas/shared/month-text';
import { despiteContention } from '../../lambdas/shared/resource-contention';
import { ALLOWED_NOTE } from '../../lambdas/shared/told-tags';
import { type LeafContext } from '../leaf/deployed-leaves';
import { groupOf } from '../leaf/group';
import { monthAwake } from '../leaf/month';
import { CommandError, EXIT } from '../terminal/errors';

const MINUTE_MS = 60_000;

/**
 * Reads how long, e.g. `5h`, `30m` or `1h30m`.
 *
 * @returns minutes; undefined where the text is none of these, or says zero
 */
export function readHours(text: string): number | undefined {
  const [, hours = '0', minutes = '0'] = /^(?=\d)(?:(\d+)h)?(?:(\d+)m)?$/i.exec(text) ?? [];
  const sum = Number(hours) * 60 + Number(minutes);
  return sum > 0 ? sum : undefined;
}

/**
 * Lets a leaf be awake longer this month, in UTC, beside what was granted before.
 *
 * @returns what it may be now, for a person
 * @throws CommandError when it is not deployed or has no limit; (wrong use) when the month has not so many hours
 */
export async function allow(context: LeafContext, minutes: number, now: Date): Promise<string> {
  const { clients, id, names } = context;
  const group = await groupOf(context);
  const state = groupState(group, group.DesiredCapacity ?? 0);
  const { limitMinutes } = state.rules;
  if (limitMinutes === undefined) {
    throw new CommandError(`${id} has no limit: it may be awake as long as somebody uses it (Limit.HoursPerMonth).`);
  }
  const before = allowedMinutes(state, now);
  const allowed = before + minutes;
  const left = (nextMonth(now).getTime() - monthBegin(now).getTime()) / MINUTE_MS - limitMinutes - before;
  if (minutes > left) throw tooMuch(id, left, now);
  // before the note: who sees an error may run it again, and must not be granted twice as much
  const { minutes: used } = await monthAwake(context, group, now);
  const note = allowedNoteText({ month: monthOf(now), minutes: allowed });
  await despiteContention(systemClock, () =>
    new LeafGroup(clients.autoScaling, names.autoScalingGroup).note(ALLOWED_NOTE, note),
  );
  return (
    `${id} may be awake for ${hoursText(limitMinutes + allowed)} in ${monthName(now)} (UTC): ${hoursText(limitMinutes)} ` +
    `and ${hoursText(allowed)} granted. It has used ${hoursText(used)}. ` +
    `From ${dayText(nextMonth(now))} it has ${hoursText(limitMinutes)} again.`
  );
}

function tooMuch(id: string, left: number, now: Date): CommandError {
  const month = `${monthName(now)} has no more hours`;
  return new CommandError(
    left > 0
      ? `at most ${hoursText(left)} more can be granted to ${id}: ${month}`
      : `no more can be granted to ${id}: ${month}`,
    { exitCode: EXIT.wrongUse },
  );
}
