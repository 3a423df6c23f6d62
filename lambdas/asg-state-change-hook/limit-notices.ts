import { duration, secondsBetween } from '../shared/duration';
import { usedUpText } from '../shared/limit-refusal';
import { nextMonth } from '../shared/month-note';
import { dayText, hoursText, monthName } from '../shared/month-text';
import { type Notice } from '../shared/notify';
import { type Leaf } from './dependencies';

/** What people are told of a limit. */
export interface LimitFacts {
  /** Minutes awake in this month. */
  readonly used: number;
  /** Minutes of this month, with what was granted. */
  readonly limit: number;
  /** Minutes of every month. */
  readonly every: number;
  readonly now: Date;
}

/** Most of the month's hours are used up. */
export function nearLimitNotice({ id }: Leaf, { used, limit, now }: LimitFacts): Notice {
  return {
    subject: `${id} has used ${Math.floor((used / limit) * 100)} % of its hours of ${monthName(now)}`,
    message: [
      `${id} was awake for ${hoursText(used)} of the ${hoursText(limit)} that it has in ${monthName(now)} (UTC).`,
      '',
      'When they are used up, nothing wakes it any more this month: no connection, no link and no ./cm wake. Who plays then can go on, for 4 hours at most.',
      `To grant more for this month: ./cm allow ${id} 5h. For every month: Limit.HoursPerMonth in its YAML, and ./cm deploy ${id}.`,
    ].join('\n'),
  };
}

/** The month's hours are used up. */
export function usedUpNotice({ id }: Leaf, { limit, every, now }: LimitFacts, isAwake: boolean): Notice {
  return {
    subject: `${id} has used up its hours of ${monthName(now)}`,
    message: [
      usedUpText(id, limit, every, now),
      '',
      ...(isAwake
        ? [
            'It is awake: who plays can go on. It goes to sleep when nobody is connected any more, in 4 hours at the latest. ./cm hold keeps it awake.',
          ]
        : []),
      `Until ${dayText(nextMonth(now))} nothing wakes it: no connection, no link and no ./cm wake.`,
    ].join('\n'),
  };
}

/**
 * The hook put it to sleep.
 *
 * @param usedUpAt when 100 % were reached
 */
export function endedNotice(
  { id }: Leaf,
  { used, limit, every, now }: LimitFacts,
  { instanceId, usedUpAt }: { readonly instanceId: string; readonly usedUpAt: Date },
): Notice {
  return {
    subject: `${id} was put to sleep: its hours of ${monthName(now)} are used up`,
    message: [
      `${id} was put to sleep: its hours were used up ${duration(secondsBetween(usedUpAt, now))} ago, and its instance ${instanceId} still ran. It was awake for ${hoursText(used)} in ${monthName(now)}. Its files are kept.`,
      '',
      usedUpText(id, limit, every, now),
    ].join('\n'),
  };
}

/** Somebody woke it all the same. */
export function wokenNotice({ id }: Leaf, { limit, every, now }: LimitFacts, instanceId: string): Notice {
  return {
    subject: `${id} is awake, and its hours of ${monthName(now)} are used up`,
    message: [
      `${id} is awake: its instance ${instanceId} was launched after its hours were used up, for example by somebody in AWS's console. It stays awake until nobody is connected: the limit does not end it. To end it: ./cm sleep ${id}`,
      '',
      usedUpText(id, limit, every, now),
    ].join('\n'),
  };
}
