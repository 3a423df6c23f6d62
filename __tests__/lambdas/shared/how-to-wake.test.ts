import { howToWake, howToWakeAfterFailure, readWakesByDns } from '../../../lambdas/shared/how-to-wake';

test('says how people wake a leaf, by what its config lets wake it', () => {
  expect(howToWake('minecraft')).toBe(
    'The next connection starts it again. Without a domain, or to start it yourself: ./cm wake minecraft',
  );
  expect(howToWakeAfterFailure('minecraft')).toBe(
    'After five minutes the next connection starts it again. Without a domain, or at once: ./cm wake minecraft',
  );
  for (const how of [howToWake, howToWakeAfterFailure]) {
    expect(how('minecraft', false)).toBe('No connection starts it: ./cm wake minecraft does.');
  }
});

test('DNS wakes it unless the variable says no', () => {
  expect([{}, { WAKES_BY_DNS: '' }, { WAKES_BY_DNS: 'false' }].map((env) => readWakesByDns(env))).toEqual([
    true,
    true,
    false,
  ]);
});
