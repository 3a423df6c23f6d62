import { refusalOf, type WakeRequest } from '../../../lambdas/shared/refusal';
import { type Waker } from '../../../lambdas/shared/woken-by';
import { sleepingGroup } from '../../support/group-state';

const NOW = new Date('2026-11-29T21:00:00Z');
const STAY = { 'woken-by': '2026-11-29T20:00:00.000Z stay' };
const FRUITLESS = { fruitless: '3 2026-11-29T20:59:30.000Z 14' };
const WAKERS: readonly Waker[] = ['dns', 'page', 'discord', 'cli'];

const refusal = (waker: Waker, state: WakeRequest['state'], now = NOW) =>
  refusalOf({ leafId: 'minecraft', waker, state, now });
const refusedAre = (state: WakeRequest['state']) => WAKERS.filter((waker) => refusal(waker, state) !== undefined);

test('a leaf that nothing holds back is woken by everybody', () => {
  expect(refusedAre(sleepingGroup())).toEqual([]);
});

test('a leaf that is to stay asleep is woken by ./cm wake alone', () => {
  const state = sleepingGroup(STAY);

  expect(refusedAre(state)).toEqual(['dns', 'page', 'discord']);
  expect(refusal('page', state)).toEqual({
    kind: 'stay',
    text: 'minecraft stays asleep until somebody runs ./cm wake minecraft.',
  });
});

test('with Wake.ByDns false DNS alone is refused', () => {
  const state = sleepingGroup({}, { rules: { byDns: false } });

  expect(refusedAre(state)).toEqual(['dns']);
  expect(refusal('dns', state)).toEqual({
    kind: 'not-by-dns',
    text: 'DNS does not wake minecraft (Wake.ByDns is false). ./cm wake minecraft does.',
  });
});

test('the back-off refuses DNS alone, and says until when in whole minutes, why, and what works', () => {
  const state = sleepingGroup(FRUITLESS);

  expect(refusedAre(state)).toEqual(['dns']);
  expect(refusal('dns', state)).toEqual({
    kind: 'back-off',
    until: new Date('2026-11-29T21:09:30Z'),
    text: 'DNS wakes minecraft again at 21:10 UTC: 3 starts for nobody. ./cm wake minecraft works.',
  });
});

test('the back-off names the day where that is not today', () => {
  expect(refusal('dns', sleepingGroup({ fruitless: '9 2026-11-29T20:59:30.000Z 80' }))?.text).toBe(
    'DNS wakes minecraft again at 2026-11-30 21:00 UTC: 9 starts for nobody. ./cm wake minecraft works.',
  );
});

test('a launch that failed is named', () => {
  expect(refusal('dns', sleepingGroup({ 'failed-launches': '2026-11-29T20:59:00.000Z' }))?.text).toBe(
    'DNS wakes minecraft again at 21:04 UTC: AWS could not launch its instance. ./cm wake minecraft works.',
  );
});

test('the limit refuses everybody, and is named before everything else', () => {
  const rules = { byDns: false, limitMinutes: 60 };
  const state = sleepingGroup({ ...STAY, month: '2026-11 60 2026-11-29T20:00:00.000Z' }, { rules });

  expect(WAKERS.map((waker) => refusal(waker, state)?.kind)).toEqual(['limit', 'limit', 'limit', 'limit']);
});
