import { monthOf, nextMonth, readAllowedNote, readMonthNote } from './month-note';
import { type Refusal, type WakeRequest } from './refusal';
import { ALLOWED_NOTE, MONTH_NOTE } from './told-tags';

/** Why a leaf is not woken whose hours of the month are used up. */
export function limitRefusal({ leafId, state, now }: WakeRequest): Refusal | undefined {
  const { limitMinutes } = state.rules;
  if (limitMinutes === undefined) return undefined;
  const month = monthOf(now);
  const counted = readMonthNote(state.notes.get(MONTH_NOTE));
  const allowed = readAllowedNote(state.notes.get(ALLOWED_NOTE));
  const used = counted?.month === month ? counted.minutes : 0;
  const limit = limitMinutes + (allowed?.month === month ? allowed.minutes : 0);
  if (used < limit) return undefined;
  return {
    kind: 'limit',
    until: nextMonth(now),
    text: `${leafId} has used up its hours of this month (UTC). ./cm allow ${leafId} 5h grants more.`,
  };
}
