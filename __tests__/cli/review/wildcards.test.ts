import fc from 'fast-check';

import { matchesWildcards } from '../../../cli/review/wildcards';
import { Work } from '../../../cli/changes/work';

const matches = (pattern: string, text: string) => matchesWildcards(pattern, text, new Work());

test.each<[string, string, boolean]>([
  ['', '', true],
  ['', 'a', false],
  ['*', '', true],
  ['a*', 'a', true],
  ['*a*b', 'xaxb', true],
  ['*a*b', 'xaxbx', false],
  ['a?c', 'abc', true],
  ['a?c', 'a*c', false],
  ['a*c', 'a*c', true],
  ['a?', 'a', false],
  ['a.c', 'abc', false],
  ['**a', 'a', true],
])('%j against %j: %j', (pattern, text, expected) => {
  expect(matches(pattern, text)).toBe(expected);
});

test('agrees with a regular expression, and takes no more steps than pattern × text', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 12 });
  fc.assert(
    fc.property(text, text, (pattern, value) => {
      const expression = pattern.replaceAll('?', '[^*]').replaceAll(/(?<!\[\^)[*]/g, '[^]*');
      const work = new Work();

      expect(matchesWildcards(pattern, value, work)).toBe(new RegExp(`^${expression}$`).test(value));
      expect(work.steps).toBeLessThanOrEqual((pattern.length + 1) * (value.length + 1));
    }),
  );
});
