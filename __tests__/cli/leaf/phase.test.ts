import { phaseOf, waitsFor } from '../../../cli/leaf/phase';
import { group, instances, task } from '../support/leaf';

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
