import { type GroupState } from '../../../lambdas/shared/group-state';
import { limitRefusal } from '../../../lambdas/shared/limit-refusal';
import { refusalOf } from '../../../lambdas/shared/refusal';
import { type Waker } from '../../../lambdas/shared/woken-by';

const NOW = new Date('2026-11-29T20:16:00Z');

function refusal(notes: Readonly<Record<string, string>>, limitMinutes: number | undefined = 3_600, now = NOW) {
  const state: GroupState = {
    desiredCapacity: 0,
    zones: [],
    instances: [],
    notes: new Map(Object.entries(notes)),
    createdAt: new Date('2026-01-01T00:00:00Z'),
    isHeld: false,
    rules: { byDns: true, ...(limitMinutes !== 0 && { limitMinutes }) },
  };
  return limitRefusal({ leafId: 'minecraft', waker: 'page', state, now });
}
const month = (minutes: number, name = '2026-11') => `${name} ${minutes} 2026-11-29T20:00:00.000Z`;
const told = (percent: number, limit: number, name = '2026-11') =>
  `/ ${name} ${percent} ${limit} 2026-11-29T20:00:00.000Z told`;

test('says what is used up, who can help, and when it is over', () => {
  expect(refusal({ month: month(3_600) })).toEqual({
    kind: 'limit',
    until: new Date('2026-12-01T00:00:00Z'),
    text: 'minecraft has used its 60 h of November (UTC). ./cm allow minecraft 5h grants more for this month; from 1 December it has 60 h again.',
  });
});

test('counts what was granted for this month', () => {
  expect(refusal({ month: month(3_899.9), allowed: '2026-11 300' })).toBeUndefined();
  expect(refusal({ month: month(3_900), allowed: '2026-11 300' })?.text).toBe(
    'minecraft has used its 65 h of November (UTC). ./cm allow minecraft 5h grants more for this month; from 1 December it has 60 h again.',
  );
  expect(refusal({ month: month(3_600), allowed: '2026-10 300' })).toBeDefined();
});

test('refuses once people were told, while the last instance still ends', () => {
  expect(refusal({ month: `${month(3_599)} ${told(100, 3_600)}` })).toMatchObject({ kind: 'limit' });
  expect(refusal({ month: told(80, 3_600) })).toBeUndefined();
  // more was granted since
  expect(refusal({ month: `${month(3_599)} ${told(100, 3_600)}`, allowed: '2026-11 300' })).toBeUndefined();
  expect(refusal({ month: told(100, 3_600, '2026-10') })).toBeUndefined();
});

test.each([
  ['nothing is counted', {}, 3_600],
  ['less is used', { month: month(3_599.9) }, 3_600],
  ['it is used up of another month', { month: month(9_999, '2026-10') }, 3_600],
  ['there is no limit', { month: `${month(9_999)} ${told(100, 60)}` }, 0],
])('refuses nobody where %s', (_, notes, limit) => {
  expect(refusal(notes, limit)).toBeUndefined();
});

test('a new month begins at midnight in UTC', () => {
  const notes = { month: `${month(3_600)} ${told(100, 3_600)}` };
  expect(refusal(notes, 3_600, new Date('2026-11-30T23:59:59.999Z'))).toBeDefined();
  expect(refusal(notes, 3_600, new Date('2026-12-01T00:00:00Z'))).toBeUndefined();
});

test.each<Waker>(['dns', 'cli', 'page', 'discord'])('refuses %s', (waker) => {
  const state: GroupState = {
    desiredCapacity: 0,
    zones: [],
    instances: [],
    notes: new Map([['month', month(3_600)]]),
    createdAt: new Date('2026-01-01T00:00:00Z'),
    isHeld: false,
    rules: { byDns: true, limitMinutes: 3_600 },
  };
  expect(refusalOf({ leafId: 'minecraft', waker, state, now: NOW })).toMatchObject({ kind: 'limit' });
});
