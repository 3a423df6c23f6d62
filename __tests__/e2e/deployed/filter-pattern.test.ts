import { matchesFilter } from '../../../e2e/deployed/filter-pattern';

const LINE = '1.0 2026-11-22T20:00:00Z Z012 minecraft.example.com A NOERROR UDP FRA56-P1 192.0.2.53 -';

test.each([
  ['names alone', '[version, time, zone, name, type, code, protocol, edge, resolver, subnet]'],
  ['a rest of any length', '[version, time, ...]'],
  ['a rest of no length', '[version, time, zone, name, type, code, protocol, edge, resolver, subnet, ...]'],
  ['values', '[version, time, zone, name, type = A, code = NOERROR, ...]'],
  ['a value in quotes', '[version, time, zone, name="minecraft.example.com", ...]'],
  ['an empty pattern', ''],
])('a line matches: %s', (_, pattern) => {
  expect(matchesFilter(pattern, LINE)).toBe(true);
});

test.each([
  ['another value', '[version, time, zone, name, type = AAAA, ...]'],
  ['a value in another case', '[version, time, zone, name, type = a, ...]'],
  ['fewer fields', '[version, time]'],
  ['more fields', '[version, time, zone, name, type, code, protocol, edge, resolver, subnet, more, ...]'],
])('a line does not match: %s', (_, pattern) => {
  expect(matchesFilter(pattern, LINE)).toBe(false);
});

test('text in quotes or brackets is one field', () => {
  expect(matchesFilter('[a, b = "x y", c]', '"a b" "x y" [1 2]')).toBe(true);
});

test.each([
  'ERROR',
  '{ $.type = "A" }',
  '[a, b != A]',
  '[a, b = A*]',
  '[a, b > 3]',
  '[a, ..., b]',
  '[a, b = A || b = B]',
])("fails on the unknown pattern '%s'", (pattern) => {
  expect(() => matchesFilter(pattern, LINE)).toThrow(`the tests do not know this filter pattern: ${pattern}`);
});
