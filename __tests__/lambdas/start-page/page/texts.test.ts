import { duration, moment } from '../../../../lambdas/start-page/page/texts/durations';
import { de } from '../../../../lambdas/start-page/page/texts/de';
import { en } from '../../../../lambdas/start-page/page/texts/en';
import { textsFor } from '../../../../lambdas/start-page/page/texts/texts';

test.each([
  [['de-CH', 'en'], de, 'de-CH'],
  [['fr', 'DE'], de, 'DE'],
  [['fr-FR', 'en-US', 'de'], en, 'en-US'],
  [['fr'], en, 'en-GB'],
  [['den'], en, 'en-GB'],
  [[], en, 'en-GB'],
])('who reads %j gets', (languages, texts, locale) => {
  expect(textsFor(languages)).toEqual({ texts, locale });
});

test.each([
  [-3, '0 s'],
  [0, '0 s'],
  [0.6, '1 s'],
  [59.4, '59 s'],
  [60, '1 min'],
  [80, '1 min 20 s'],
  [3_661, '61 min 1 s'],
])('%d s are %j', (seconds, text) => {
  expect(duration(seconds).replaceAll('\u00a0', ' ')).toBe(text);
});

test.each([
  ['en-GB', 'Europe/Berlin', 'Tuesday 1 December at 01:00 CET'],
  ['en-US', 'America/New_York', 'Monday, November 30 at 07:00 PM EST'],
  ['de-DE', 'Europe/Berlin', 'Dienstag, 1. Dezember um 01:00 MEZ'],
])('a time for %s in %s', (locale, timeZone, text) => {
  expect(moment('2026-12-01T00:00:00Z', locale, timeZone)).toBe(text);
});

test.each([undefined, '', 'soon'])('%j is no time', (iso) => {
  expect(moment(iso, 'en', 'UTC')).toBeUndefined();
});

/** All texts of a language, with functions called. */
function said(texts: typeof en): string[] {
  const usual = { median: 112, shortest: 98, longest: 187 };
  const { countdown, connect, refused, start, playing, more, ...plain } = texts;
  return [
    ...JSON.stringify(plain).split('"'),
    ...(['first', 'soon', 'longer'] as const).flatMap((kind) => countdown({ kind, seconds: 200 }, usual)),
    ...countdown({ kind: 'left', seconds: 3, left: 110, part: 0 }, usual),
    ...[connect(1), connect(2), start('x'), playing(0, 2), playing(1, 2), playing(2, undefined), more(2)],
    ...(['limit', 'stay'] as const).flatMap((why) => JSON.stringify([refused(why, 'x'), refused(why, undefined)])),
  ];
}

test('both languages say everything, each in its own words', () => {
  const [english, german] = [said(en), said(de)];

  expect(german).toHaveLength(english.length);
  expect(english.filter((text) => text.includes('undefined'))).toEqual([]);
  expect(german.filter((text) => text.includes('undefined'))).toEqual([]);
  expect(Object.keys(de)).toEqual(Object.keys(en));
});

test.each([
  [en, 'The last starts took 1 min 38 s to 3 min 7 s.', 'The last starts took 1 min 38 s.'],
  [de, 'Die letzten Starts dauerten 1 min 38 s bis 3 min 7 s.', 'Die letzten Starts dauerten 1 min 38 s.'],
])('a range of equal starts is one time', (texts, range, one) => {
  const last = (longest: number) =>
    texts
      .countdown({ kind: 'left', seconds: 0, left: 5, part: 0 }, { median: 98, shortest: 98, longest })
      .at(-1)
      ?.replaceAll('\u00a0', ' ');

  expect(last(187)).toBe(range);
  expect(last(98)).toBe(one);
});
