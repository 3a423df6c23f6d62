import { nextDelay } from '../../../../lambdas/start-page/page/polling';
import { heard, newSession, type Session } from '../../../../lambdas/start-page/page/session';
import { type Reply, type Trouble } from '../../../../lambdas/start-page/page/ask';
import { type PageAnswer } from '../../../../lambdas/start-page/contract';

const leaf = 'minecraft';
const LINK = { leaf, token: 'AbCdEfGhIjKlMnOpQrSt-_' };
const after = (...replies: readonly Reply[]): Session =>
  replies.reduce<Session>((session, reply) => heard(session, '/status', reply, 0), newSession(LINK));
const starting = (seconds: number): PageAnswer => ({ leaf, state: 'starting', seconds, waitsFor: 'game' });
const trouble = (...troubles: readonly Trouble[]) => after(...troubles.map((one) => ({ trouble: one })));

test.each<[string, PageAnswer, number]>([
  ['of a start that just began', starting(0), 5_000],
  ['in the first minute of a start', starting(59.9), 5_000],
  ['after the first minute of a start', starting(60), 10_000],
  ['late in a start', starting(900), 10_000],
  ['asleep', { leaf, state: 'asleep' }, 30_000],
  ['ready', { leaf, state: 'ready', addresses: [] }, 30_000],
  ['stopping', { leaf, state: 'stopping' }, 30_000],
  ['refused', { leaf, state: 'refused', why: 'limit' }, 30_000],
  ['failed', { leaf, state: 'failed', reason: 'x' }, 30_000],
  ['retiring', { leaf, state: 'retiring' }, 30_000],
])('asks again, %s, after so many milliseconds', (_, answer, delay) => {
  expect(nextDelay(after({ answer }), 0, 0.5)).toBe(delay);
});

test('counts the first minute on by itself', () => {
  expect(nextDelay(after({ answer: starting(50) }), 9_999, 0.5)).toBe(5_000);
  expect(nextDelay(after({ answer: starting(50) }), 10_000, 0.5)).toBe(10_000);
});

test.each<Trouble>(['many', 'later', 'offline', 'outdated'])('waits longer and longer after %s, with jitter', (one) => {
  const delays = (random: number) =>
    [1, 2, 3, 4, 5, 9].map((times) => nextDelay(trouble(...Array<Trouble>(times).fill(one)), 0, random));

  expect(delays(0)).toEqual([2_500, 5_000, 10_000, 20_000, 30_000, 30_000]);
  expect(delays(0.5)).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  expect(delays(0.999)).toEqual([7_495, 14_990, 29_980, 59_960, 89_940, 89_940]);
});

test('an answer ends the longer waits', () => {
  const answered = after({ trouble: 'many' }, { trouble: 'many' }, { answer: { leaf, state: 'asleep' } });

  expect(nextDelay(answered, 0, 0.5)).toBe(30_000);
  expect(nextDelay(heard(answered, '/status', { trouble: 'many' }, 0), 0, 0.5)).toBe(5_000);
});

test('asks twice more with a link that does not work, whatever went wrong before', () => {
  expect(nextDelay(trouble('unknown-link'), 0, 0.5)).toBe(60_000);
  expect(nextDelay(trouble('offline', 'offline', 'offline', 'unknown-link'), 0, 0.5)).toBe(60_000);
  expect(nextDelay(trouble('unknown-link', 'unknown-link'), 0, 0.5)).toBe(60_000);
  expect(nextDelay(trouble('unknown-link', 'unknown-link', 'unknown-link'), 0, 0.5)).toBeUndefined();
});

test('never asks where the address is no invitation', () => {
  expect(nextDelay(newSession(undefined), 0, 0.5)).toBeUndefined();
});
