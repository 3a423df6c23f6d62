import { instanceInService, isTerminating, livingInstance } from '../../../lambdas/shared/group-state';

const instances = (...states: string[]) =>
  states.map((lifecycleState, index) => ({ id: `i-${index}`, lifecycleState }));
const state = (...states: string[]) => ({
  desiredCapacity: 1,
  zones: [],
  instances: instances(...states),
  notes: new Map<string, string>(),
  createdAt: new Date(0),
  isHeld: false,
  rules: { byDns: true },
});

test.each(['Terminating', 'Terminating:Wait', 'Terminating:Proceed', 'Terminated'])('%s is terminating', (name) => {
  expect(isTerminating(name)).toBe(true);
});

test.each(['Pending', 'Pending:Wait', 'InService', 'Standby', ''])('"%s" is not terminating', (name) => {
  expect(isTerminating(name)).toBe(false);
});

test('an instance that drains is neither alive nor in service: its successor is', () => {
  expect(instanceInService(state('Terminating:Wait', 'InService'))?.id).toBe('i-1');
  expect(livingInstance(state('Terminating:Wait', 'Pending'))?.id).toBe('i-1');
  expect(instanceInService(state('Terminating:Wait', 'Pending'))).toBeUndefined();
  expect(livingInstance(state('Terminating:Wait'))).toBeUndefined();
});
