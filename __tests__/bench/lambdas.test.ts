import { functions, startOf } from '../../bench/lambdas';

test('there are the functions that are deployed', () => {
  expect(functions().sort()).toEqual([
    'asg-state-change-hook',
    'break-crash-loop',
    'player-query',
    'start-page',
    'start-system',
    'webhooks',
  ]);
});

test.each(functions())('the bundle of %s loads, in the environment that the bench gives it', (name) => {
  expect(startOf(name)).toBeGreaterThan(0);
});
