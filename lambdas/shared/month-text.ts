const NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** Name of the month that a time is in, in UTC, e.g. `November`. */
export function monthName(time: Date): string {
  return NAMES[time.getUTCMonth()] ?? '';
}

/** A day in UTC, e.g. `1 December`. */
export function dayText(time: Date): string {
  return `${time.getUTCDate()} ${monthName(time)}`;
}

/** Minutes as people say them, never more than there are: `60 h`, `14 h 20 min`, `3 min`, `45 s`. */
export function hoursText(minutes: number): string {
  // what is a thousandth of a minute too little was rounded
  const seconds = Math.floor(minutes * 60 + 0.1);
  const [hours, rest] = [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60)];
  if (hours > 0) return `${hours} h${rest === 0 ? '' : ` ${rest} min`}`;
  return rest > 0 || seconds === 0 ? `${rest} min` : `${seconds} s`;
}
