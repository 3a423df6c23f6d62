import fc from 'fast-check';

import { startLine } from '../../../lambdas/asg-state-change-hook/start-line';
import { type Start, START_STEPS } from '../../../lambdas/shared/starts';

const BEGIN = Date.parse('2026-11-29T20:16:00Z');
const at = (seconds: number) => new Date(BEGIN + seconds * 1_000);

const WHOLE: Start['times'] = {
  asked: at(0),
  switched: at(9),
  launching: at(11),
  registered: at(40),
  pulled: at(88),
  started: at(90),
  ready: at(112),
};

test('says how long a start took, and its parts', () => {
  expect(startLine({ times: WHOLE }, 'answers')).toBe(
    '1 min 52 s: 9 s until AWS was asked, 31 s instance, 48 s image, 24 s game',
  );
  expect(startLine({ times: WHOLE }, 'healthy')).toMatch(/, 24 s container$/);
  expect(startLine({ times: WHOLE }, 'runs')).toMatch(/, 24 s container$/);
});

test('begins with the switch where DNS was not asked, and with the launch where nobody knows the switch', () => {
  const { launching, registered, pulled, ready } = WHOLE;
  const launched = { launching: launching!, registered: registered!, pulled: pulled!, ready: ready! };

  expect(startLine({ times: { ...launched, switched: at(9) } }, 'answers')).toBe(
    '1 min 43 s: 31 s instance, 48 s image, 24 s game',
  );
  expect(startLine({ times: launched }, 'answers')).toBe('1 min 41 s: 29 s instance, 48 s image, 24 s game');
});

test('a part of which nobody knows an end is unknown', () => {
  const { asked, switched, pulled, ready } = WHOLE;
  const times = { asked: asked!, switched: switched!, pulled: pulled!, ready: ready! };

  expect(startLine({ times }, 'answers')).toBe(
    '1 min 52 s: 9 s until AWS was asked, instance unknown, image unknown, 24 s game',
  );
});

test.each<[string, Start['times']]>([
  ['its end is unknown', { switched: at(0) }],
  ['its beginning is unknown', { ready: at(0), registered: at(0) }],
  ['it would have taken less than no time', { switched: at(1), ready: at(0) }],
])('says nothing where %s', (_, times) => {
  expect(startLine({ times }, 'runs')).toBeUndefined();
});

test('a time that another clock puts before the one in front of it counts as equal', () => {
  expect(startLine({ times: { ...WHOLE, registered: at(8), pulled: at(200) } }, 'answers')).toBe(
    '1 min 52 s: 9 s until AWS was asked, 0 s instance, 1 min 43 s image, 0 s game',
  );
});

test('whatever is known: no part is negative, and where all are known they add up', () => {
  const times = fc.dictionary(
    fc.constantFrom(...START_STEPS),
    fc.integer({ min: 0, max: 59_000 }).map((milliseconds) => new Date(BEGIN + milliseconds)),
  );
  fc.assert(
    fc.property(times, (known) => {
      const line = startLine({ times: known }, 'answers');
      if (line === undefined) return;
      const [total = '', parts = ''] = line.split(': ');
      expect(line).not.toMatch(/-\d|NaN/);
      if (parts.includes('unknown')) return;
      const sum = parts.split(', ').reduce((seconds, part) => seconds + Number.parseInt(part, 10), 0);
      expect(`${sum} s`).toBe(total);
    }),
  );
});
