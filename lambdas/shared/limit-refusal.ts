import { readLimitTold } from './limit-told-note';
import { limitOfMonth } from './month-limit';
import { monthOf, nextMonth, readMonthNote } from './month-note';
import { dayText, hoursText, monthName } from './month-text';
import { type Refusal, type WakeRequest } from './refusal';
import { MONTH_NOTE } from './told-tags';

/** Why a leaf is not woken whose hours of the month are used up. */
export function limitRefusal({ leafId, state, now }: WakeRequest): Refusal | undefined {
  const limit = limitOfMonth(state, now);
  if (limit === undefined) return undefined;
  const month = monthOf(now);
  const counted = readMonthNote(state.notes.get(MONTH_NOTE));
  const used = counted?.month === month ? counted.minutes : 0;
  // an instance that still ends is counted when it is gone, but people were told already that nothing is left
  const told = readLimitTold(state.notes.get(MONTH_NOTE));
  const isToldUsedUp = told?.month === month && told.percent === 100 && told.limitMinutes >= limit;
  if (used < limit && !isToldUsedUp) return undefined;
  return { kind: 'limit', until: nextMonth(now), text: usedUpText(leafId, limit, state.rules.limitMinutes ?? 0, now) };
}

/**
 * That a leaf has used up its hours, and what to do, for a person.
 *
 * @param limit minutes of this month, with what was granted
 * @param every minutes of every month
 */
export function usedUpText(leafId: string, limit: number, every: number, now: Date): string {
  return (
    `${leafId} has used its ${hoursText(limit)} of ${monthName(now)} (UTC). ./cm allow ${leafId} 5h grants more for this month; ` +
    `from ${dayText(nextMonth(now))} it has ${hoursText(every)} again.`
  );
}
