import { type GroupState } from './group-state';
import { monthOf, readAllowedNote } from './month-note';
import { ALLOWED_NOTE } from './told-tags';

/** Minutes that `./cm allow` granted for the month of `now`. */
export function allowedMinutes({ notes }: Pick<GroupState, 'notes'>, now: Date): number {
  const allowed = readAllowedNote(notes.get(ALLOWED_NOTE));
  return allowed?.month === monthOf(now) ? allowed.minutes : 0;
}

/** Minutes that a leaf may be awake in the month of `now`, with what `./cm allow` granted. Undefined where it has no limit. */
export function limitOfMonth(state: Pick<GroupState, 'notes' | 'rules'>, now: Date): number | undefined {
  const { limitMinutes } = state.rules;
  return limitMinutes === undefined ? undefined : limitMinutes + allowedMinutes(state, now);
}
