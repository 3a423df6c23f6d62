/** `1 min 20 s`, `3 min`, `40 s`: never negative, without hours, since nobody waits for one. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
  const parts = [minutes > 0 ? `${minutes} min` : '', rest > 0 || minutes === 0 ? `${rest} s` : ''];
  // a number stays beside its unit
  return parts
    .filter((part) => part !== '')
    .join(' ')
    .replaceAll(' ', '\u00a0');
}

/**
 * `Tuesday 1 December at 01:00 CET`, where the reader is. Undefined: no time.
 *
 * @param locale e.g. `en-GB`
 * @param timeZone by default that of the browser
 */
export function moment(iso: string | undefined, locale: string, timeZone?: string): string | undefined {
  const date = new Date(iso ?? NaN);
  if (Number.isNaN(date.getTime())) return undefined;
  return new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    ...(timeZone !== undefined && { timeZone }),
  }).format(date);
}
