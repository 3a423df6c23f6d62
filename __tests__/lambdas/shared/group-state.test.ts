import {
  comingInstance,
  groupState,
  hasInstance,
  instanceInService,
  isAsleep,
  isTerminating,
  livingInstance,
  typesOfPolicy,
} from '../../../lambdas/shared/group-state';

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

test.each(['Pending', 'Pending:Wait', 'Pending:Proceed'])('an instance that is %s comes', (name) => {
  expect(comingInstance(state('Terminating:Wait', name))?.id).toBe('i-1');
});

test.each(['InService', 'Standby', 'Detaching', 'Terminating', 'Warmed:Pending', 'Pendings', ''])(
  'an instance that is "%s" does not come',
  (name) => {
    expect(comingInstance(state(name))).toBeUndefined();
  },
);

test('an instance is known by its id, in whatever state', () => {
  expect(hasInstance(state('Terminating:Wait', 'Pending'), 'i-0')).toBe(true);
  expect(hasInstance(state('Terminating:Wait', 'Pending'), 'i-2')).toBe(false);
});

// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_Instance.html
describe.each([
  'Warmed:Pending',
  'Warmed:Pending:Wait',
  'Warmed:Pending:Proceed',
  'Warmed:Terminating',
  'Warmed:Terminating:Wait',
  'Warmed:Terminating:Proceed',
  'Warmed:Terminated',
  'Warmed:Stopped',
  'Warmed:Running',
  'Warmed:Hibernated',
] as const)('an instance that is %s', (LifecycleState) => {
  const group = (...states: readonly string[]) =>
    groupState(
      {
        AutoScalingGroupName: 'games-minecraft-asg',
        MinSize: 0,
        MaxSize: 1,
        DesiredCapacity: 0,
        DefaultCooldown: 300,
        AvailabilityZones: ['eu-central-1a'],
        HealthCheckType: 'EC2',
        CreatedTime: new Date(0),
        Instances: states.map((state, index) => ({
          InstanceId: `i-${index}`,
          AvailabilityZone: 'eu-central-1a',
          HealthStatus: 'Healthy',
          ProtectedFromScaleIn: false,
          // a cast: the states of this test
          LifecycleState: state as 'InService',
        })),
      },
      0,
    );

  test('is none of the leaf, which is asleep', () => {
    const found = group(LifecycleState);

    expect(found.instances).toEqual([]);
    expect(isAsleep(found)).toBe(true);
    expect(livingInstance(found)).toBeUndefined();
    expect(comingInstance(found)).toBeUndefined();
    expect(hasInstance(found, 'i-0')).toBe(false);
  });

  test('is not taken for the one that left the pool', () => {
    expect(livingInstance(group(LifecycleState, 'Pending'))?.id).toBe('i-1');
    expect(comingInstance(group(LifecycleState, 'Pending'))?.id).toBe('i-1');
    expect(instanceInService(group(LifecycleState, 'InService'))?.id).toBe('i-1');
    expect(isAsleep(group(LifecycleState, 'Terminating:Wait'))).toBe(false);
  });
});

test('a group with a mixed instances policy has its types in the order of the overrides, another one has none', () => {
  const Overrides = [{ InstanceType: 'm7i-flex.large' }, { WeightedCapacity: '1' }, { InstanceType: 'm6i.large' }];

  expect(typesOfPolicy({ MixedInstancesPolicy: { LaunchTemplate: { Overrides } } })).toEqual([
    'm7i-flex.large',
    'm6i.large',
  ]);
  expect(typesOfPolicy({})).toEqual([]);
});
