import { phaseOf, waitsFor } from '../../../lambdas/shared/phase';
import { READY_WHEN_TAG } from '../../../lambdas/shared/ready-when';
import { group, instances, task } from '../../cli/support/leaf';

const stopped = task({ desiredStatus: 'STOPPED', lastStatus: 'STOPPED' });

test('a leaf without a group is not deployed', () => {
  expect(phaseOf({ group: undefined, tasks: [] })).toBe('not deployed');
});

test('a leaf with a desired capacity of 0 and without an instance is asleep', () => {
  expect(phaseOf({ group: group(), tasks: [stopped] })).toBe('asleep');
});

test.each(['InService', 'Terminating:Wait', 'Terminating'] as const)(
  'a leaf with a desired capacity of 0 and an instance that is %s is stopping',
  (state) => {
    expect(phaseOf({ group: group({ Instances: instances(state) }), tasks: [task()] })).toBe('stopping');
  },
);

test.each([
  ['no instance yet', [], [], 'its instance'],
  ['an instance that comes', ['Pending'], [], 'its instance (Pending)'],
  ['only one that goes', ['Terminating:Wait'], [task({ desiredStatus: 'STOPPED' })], 'its instance'],
  ['one that goes and one that comes', ['Terminating:Wait', 'Pending'], [], 'its instance (Pending)'],
  ['an instance without a container', ['InService'], [stopped], 'its container'],
  ['a container that starts', ['InService'], [task({ lastStatus: 'PENDING' })], 'its container (PENDING)'],
] as const)('a leaf with a desired capacity of 1 and %s is waking', (_, states, tasks, missing) => {
  const leaf = { group: group({ DesiredCapacity: 1, Instances: instances(...states) }), tasks };

  expect(phaseOf(leaf)).toBe('waking');
  expect(waitsFor(leaf)).toBe(missing);
});

test.each([[['InService']], [['Terminating:Wait', 'InService']]] as const)(
  'a leaf with a desired capacity of 1, instances %j and a running container is ready',
  (states) => {
    const leaf = { group: group({ DesiredCapacity: 1, Instances: instances(...states) }), tasks: [stopped, task()] };

    expect(phaseOf(leaf)).toBe('ready');
    expect(waitsFor(leaf)).toBeUndefined();
  },
);

describe('a leaf whose container runs', () => {
  const tags = (values: Readonly<Record<string, string>>) =>
    Object.entries(values).map(([Key, Value]) => ({
      Key,
      Value,
      ResourceId: 'g',
      ResourceType: 't',
      PropagateAtLaunch: false,
    }));
  const leaf = (readyWhen: string, notes: Readonly<Record<string, string>> = {}, more = {}) => ({
    group: group({
      DesiredCapacity: 1,
      Instances: instances('InService'),
      Tags: tags({
        [READY_WHEN_TAG]: readyWhen,
        ...Object.fromEntries(Object.entries(notes).map(([key, value]) => [`container-manager:told/${key}`, value])),
      }),
    }),
    tasks: [task({ startedBy: 'ecs-svc/1', ...more })],
  });
  const ANSWERED = '2026-11-22T20:16:00.000Z ecs-svc/1';

  test.each([
    ['its game has not answered', leaf('answers'), 'its game (loading)'],
    ['another instance answered', leaf('answers', { 'answered/i-2': ANSWERED }), 'its game (loading)'],
    [
      'a deployment replaced the container that answered',
      leaf('answers', { 'answered/i-1': ANSWERED }, { startedBy: 'ecs-svc/2' }),
      'its game (loading)',
    ],
    [
      'people were told that it does not answer',
      leaf('answers', { 'starting/i-1': 'told' }),
      'its game (does not answer)',
    ],
    ['its HealthCheck has not passed', leaf('healthy', {}, { healthStatus: 'UNKNOWN' }), 'its HealthCheck (UNKNOWN)'],
  ])('is loading where %s', (_, loading, missing) => {
    expect(phaseOf(loading)).toBe('loading');
    expect(waitsFor(loading)).toBe(missing);
  });

  test.each([
    ['its game answered', leaf('answers', { 'answered/i-1': ANSWERED, 'starting/i-1': 'told' })],
    [
      'its game answered, and ECS does not say which deployment started it',
      leaf('answers', { 'answered/i-1': ANSWERED }, { startedBy: '' }),
    ],
    ['its HealthCheck passed', leaf('healthy', {}, { healthStatus: 'HEALTHY' })],
  ])('is ready where %s', (_, ready) => {
    expect(phaseOf(ready)).toBe('ready');
    expect(waitsFor(ready)).toBeUndefined();
  });

  test('is waking before that', () => {
    const { group: awake } = leaf('answers');

    expect(phaseOf({ group: awake, tasks: [] })).toBe('waking');
    expect(waitsFor({ group: awake, tasks: [] })).toBe('its container');
  });
});
