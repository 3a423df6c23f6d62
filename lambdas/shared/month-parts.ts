/**
 * The note of a month has two parts, since both are the state change hook's and a group has few tags. E.g.
 * `2026-11 860 2026-11-29T20:16:00.000Z / 2026-11 80 3600 2026-11-29T20:16:00.000Z told`, or one of them: `2026-11 860 …`, `/ 2026-11 80 …`.
 */
export interface MonthParts {
  /** Minutes awake (month-note.ts). */
  readonly counted?: string;
  /** What people were told of the limit (limit-told-note.ts). */
  readonly limitTold?: string;
}

const BETWEEN = /(?:^| )\/ /;

export function monthParts(text = ''): MonthParts {
  const [counted = '', limitTold] = text.split(BETWEEN);
  return { ...(counted !== '' && { counted }), ...(limitTold !== undefined && { limitTold }) };
}

export function monthPartsText({ counted, limitTold }: MonthParts): string {
  return [...(counted === undefined ? [] : [counted]), ...(limitTold === undefined ? [] : ['/', limitTold])].join(' ');
}
