import { ScalingGroup } from '../../simulation/scaling-group';
import { parseScalingPolicy } from '../../simulation/scaling-policy';

const stepPolicy = () =>
  parseScalingPolicy({
    name: 'step',
    policy_type: 'StepScaling',
    adjustment_type: 'ExactCapacity',
    step_adjustment: [
      { scaling_adjustment: 0, metric_interval_upper_bound: '0' },
      { scaling_adjustment: 0, metric_interval_lower_bound: '0' },
    ],
  });
const simplePolicy = () =>
  parseScalingPolicy({
    name: 'simple',
    policy_type: 'SimpleScaling',
    adjustment_type: 'ExactCapacity',
    scaling_adjustment: 0,
    cooldown: 7200,
  });
const group = () => new ScalingGroup({ bootMinutes: 2, drainMinutes: 3, warmupMinutes: 5 });

test('an instance is in service after its boot, and gives the group metrics from its warm-up on until it has drained', () => {
  const asg = group();
  asg.setDesiredCapacity(1, 10);
  asg.setDesiredCapacity(0, 20);

  expect([11, 12, 19, 20].map((minute) => asg.inService(minute))).toEqual([0, 1, 1, 0]);
  expect([11, 12, 16].map((minute) => asg.reporter(minute))).toEqual([undefined, undefined, undefined]);
  expect([20, 22, 23].map((minute) => asg.reporter(minute))).toEqual(['draining', 'draining', undefined]);
});

test('the instance in service gives the group its metrics, while an earlier one drains too', () => {
  const asg = group();
  asg.setDesiredCapacity(1, 10);

  expect([16, 17].map((minute) => asg.reporter(minute))).toEqual([undefined, 'in service']);
  asg.setDesiredCapacity(0, 20);
  asg.setDesiredCapacity(1, 20);
  expect([20, 22, 23, 27].map((minute) => asg.reporter(minute))).toEqual([
    'draining',
    'draining',
    undefined,
    'in service',
  ]);
});

test('an instance that is terminated during its boot never comes into service', () => {
  const asg = group();
  asg.setDesiredCapacity(1, 10);
  asg.setDesiredCapacity(0, 11);

  expect([11, 12, 13].map((minute) => asg.inService(minute))).toEqual([0, 0, 0]);
  expect([12, 17].map((minute) => asg.reporter(minute))).toEqual([undefined, undefined]);
});

test('a step policy is held back while an instance starts and warms up; SetDesiredCapacity works at once', () => {
  const asg = group();
  asg.setDesiredCapacity(1, 10);

  expect(asg.executePolicy(stepPolicy(), 0, 10)).toBe('held back');
  expect(asg.executePolicy(stepPolicy(), 0, 16)).toBe('held back');
  asg.setDesiredCapacity(0, 16);
  expect(asg.desiredCapacity).toBe(0);
});

test('a step policy acts once the instance has warmed up, and after that has nothing to do', () => {
  const asg = group();
  asg.setDesiredCapacity(1, 10);

  expect(asg.executePolicy(stepPolicy(), -3, 17)).toBe('done');
  expect(asg.executePolicy(stepPolicy(), -3, 18)).toBe('nothing to do');
});

test('a simple policy is held back during its cooldown, which begins with each launch', () => {
  const asg = group();
  asg.setDesiredCapacity(1, 10);

  expect(asg.executePolicy(simplePolicy(), 0, 129)).toBe('held back');
  expect(asg.executePolicy(simplePolicy(), 0, 130)).toBe('done');
});

test('the step that covers the breach decides on the capacity', () => {
  const { capacity } = parseScalingPolicy({
    name: 'steps',
    policy_type: 'StepScaling',
    adjustment_type: 'ExactCapacity',
    step_adjustment: [
      { scaling_adjustment: 0, metric_interval_upper_bound: '-10' },
      { scaling_adjustment: 1, metric_interval_lower_bound: '0', metric_interval_upper_bound: '10' },
    ],
  });

  expect([-11, -10, -9, 0, 9, 10].map((breach) => capacity(breach))).toEqual([0, 0, undefined, 1, 1, undefined]);
});

test('fails on a policy that adds or removes instances', () => {
  expect(() =>
    parseScalingPolicy({ name: 'x', policy_type: 'SimpleScaling', adjustment_type: 'ChangeInCapacity' }),
  ).toThrow(/ExactCapacity/);
});
