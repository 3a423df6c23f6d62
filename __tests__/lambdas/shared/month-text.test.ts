import { dayText, hoursText, monthName } from '../../../lambdas/shared/month-text';

test.each([
  [3_600, '60 h'],
  [860, '14 h 20 min'],
  [3_599.99, '59 h 59 min'],
  [59.999, '1 h'],
  [3, '3 min'],
  [0.75, '45 s'],
  [0, '0 min'],
])('%s minutes are %s', (minutes, text) => {
  expect(hoursText(minutes)).toBe(text);
});

test('names months and days in UTC', () => {
  expect(monthName(new Date('2026-11-30T23:59:59Z'))).toBe('November');
  expect(dayText(new Date('2026-12-01T00:00:00Z'))).toBe('1 December');
});
