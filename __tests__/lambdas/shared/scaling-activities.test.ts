import { type Activity } from '@aws-sdk/client-auto-scaling';

import { isRequested, lastSleep, requestedAt, scalingActivities } from '../../../lambdas/shared/scaling-activities';

const StartTime = new Date('2026-11-22T20:00:00Z');
const activity = (more: Partial<Activity>): Activity => ({
  ActivityId: 'a',
  AutoScalingGroupName: 'games-minecraft-asg',
  Cause: 'somebody asked',
  StartTime,
  StatusCode: 'Successful',
  ...more,
});
const described = (Description: string) => scalingActivities([activity({ Description })]);
const base = { failed: false, cancelled: false, startedAt: StartTime, message: '', cause: 'somebody asked' };

test.each([
  ['Launching a new EC2 instance: i-0def', { ...base, kind: 'launch', instanceId: 'i-0def' }],
  ['Launching a new EC2 instance', { ...base, kind: 'launch' }],
  ['Launching a new EC2 instance.  Status Reason: no capacity', { ...base, kind: 'launch' }],
  ['Launching a new EC2 instance: i-0def.  Status Reason: it died', { ...base, kind: 'launch', instanceId: 'i-0def' }],
  ['Launching a new EC2 instance from warm pool: i-0def', { ...base, kind: 'launch', instanceId: 'i-0def' }],
  ['Terminating EC2 instance: i-0abc', { ...base, kind: 'terminate', instanceId: 'i-0abc' }],
  ['Terminating EC2 instance: i-0abc - Draining', { ...base, kind: 'terminate', instanceId: 'i-0abc' }],
])('reads "%s"', (description, expected) => {
  expect(described(description)).toEqual([expected]);
});

test.each([
  'Launching a new EC2 instance into warm pool: i-0def',
  'Launching a new EC2 instance into warm pool',
  'Launching a new EC2 instance from warm pools: i-0def',
  'Attaching an existing EC2 instance: i-0fff',
  'Not Launching a new EC2 instance: i-0def',
  '',
])('leaves out "%s", which is neither a launch nor a termination', (description) => {
  expect(described(description)).toEqual([]);
});

// the words that people saw: https://github.com/aws-samples/amazon-ec2-auto-scaling-group-examples
describe('a warm pool', () => {
  const words = (...descriptions: readonly string[]) =>
    scalingActivities(descriptions.map((Description) => activity({ Description }))).map(
      ({ kind, instanceId }) => `${kind} ${String(instanceId)}`,
    );

  test('an instance that only waited there was never awake: its termination is none', () => {
    expect(words('Terminating EC2 instance: i-0abc', 'Launching a new EC2 instance into warm pool: i-0abc')).toEqual(
      [],
    );
  });

  test('an instance that left it was launched then, and its termination counts', () => {
    expect(
      words(
        'Terminating EC2 instance: i-0abc',
        'Launching a new EC2 instance into warm pool: i-0def',
        'Launching a new EC2 instance from warm pool: i-0abc',
        'Launching a new EC2 instance into warm pool: i-0abc',
      ),
    ).toEqual(['terminate i-0abc', 'launch i-0abc']);
  });

  test('a launch into it that fails is no failed wake-up', () => {
    expect(
      scalingActivities([
        activity({
          StatusCode: 'Failed',
          StatusMessage: 'We currently do not have sufficient m7i-flex.large capacity',
          Description: 'Launching a new EC2 instance into warm pool.  Status Reason: We currently do not',
        }),
      ]),
    ).toEqual([]);
  });
});

test('reads when, where and why a launch failed, and keeps the order', () => {
  const EndTime = new Date('2026-11-22T20:00:01Z');
  const found = scalingActivities([
    activity({ StatusCode: 'InProgress', Description: 'Terminating EC2 instance: i-0abc - Draining' }),
    activity({
      EndTime,
      StatusCode: 'Failed',
      StatusMessage: 'no capacity',
      Description: 'Launching a new EC2 instance.  Status Reason: no capacity',
      Details: '{"Subnet ID":"subnet-1","Availability Zone":"eu-central-1a"}',
    }),
    activity({ Description: 'Launching a new EC2 instance: i-0def' }),
  ]);

  expect(found).toEqual([
    { ...base, kind: 'terminate', instanceId: 'i-0abc' },
    { ...base, kind: 'launch', failed: true, zone: 'eu-central-1a', endedAt: EndTime, message: 'no capacity' },
    { ...base, kind: 'launch', instanceId: 'i-0def' },
  ]);
});

test('leaves out an activity without a start', () => {
  expect(
    scalingActivities([{ ...activity({}), StartTime: undefined, Description: 'Terminating EC2 instance' }]),
  ).toEqual([]);
});

// as where the default key of EBS may not be used
test.each([
  [
    'has failed when its instance died before it was in service',
    'Instance became unhealthy while waiting for instance to be in InService state. Termination Reason: Client.InvalidKMSKey.InvalidState',
    true,
  ],
  ['has not failed when the switch was turned off meanwhile', undefined, false],
  [
    'has not failed when somebody ended it',
    'Instance became unhealthy … Termination Reason: Client.UserInitiatedShutdown',
    false,
  ],
])('a cancelled launch %s', (_, StatusMessage, failed) => {
  const launch = activity({
    StatusCode: 'Cancelled',
    StatusMessage,
    Description: 'Launching a new EC2 instance: i-0abc',
  });

  expect(scalingActivities([launch])).toMatchObject([{ failed, cancelled: true }]);
});

describe('the last sleep', () => {
  const ended = (minute: number, Cause: string) =>
    activity({
      Description: `Terminating EC2 instance: i-0ab${minute}`,
      StartTime: new Date(`2026-11-22T20:${minute}:20Z`),
      Cause,
    });

  test('is when the switch was turned, which is before the termination begins', () => {
    const off =
      'At 2026-11-22T20:30:00Z a user request explicitly set group desired capacity changing the desired capacity from 1 to 0.';

    expect(lastSleep(scalingActivities([ended(30, off), ended(10, 'no time')]))).toEqual(
      new Date('2026-11-22T20:30:00Z'),
    );
  });

  test('is when the termination begins where AWS says no time', () => {
    expect(lastSleep(scalingActivities([ended(10, 'no time')]))).toEqual(new Date('2026-11-22T20:10:20Z'));
    expect(lastSleep(scalingActivities([ended(10, 'At noon Z it ended')]))).toEqual(new Date('2026-11-22T20:10:20Z'));
  });

  test('is none where nothing was terminated', () => {
    expect(lastSleep([])).toBeUndefined();
  });
});

const STARTED =
  'At 2026-11-22T20:00:10Z an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 0 to 1.';

test.each([
  [
    true,
    `At 2026-11-22T20:00:00Z a user request explicitly set group desired capacity changing the desired capacity from 0 to 1.  ${STARTED}`,
  ],
  [
    true,
    `At 2026-11-22T20:00:00Z a user request update of AutoScalingGroup constraints to min: 0, max: 1, desired: 1 changing the desired capacity from 0 to 1.  ${STARTED}`,
  ],
  [false, STARTED],
  [
    false,
    'At 2026-11-22T20:00:00Z an instance was launched in response to an unhealthy instance needing to be replaced.',
  ],
])('whether somebody asked for a launch is %p: %s', (expected, cause) => {
  expect(isRequested({ cause })).toBe(expected);
});

test('nobody asked for a launch that AWS does not explain', () => {
  expect(isRequested({})).toBe(false);
  expect(isRequested(undefined)).toBe(false);
});

test('when somebody asked for a launch is what AWS’s words begin with', () => {
  const asked = 'At 2026-11-22T20:00:00Z a user request explicitly set group desired capacity';

  expect(requestedAt({ cause: `${asked}.  ${STARTED}` })).toEqual(new Date('2026-11-22T20:00:00Z'));
  expect(requestedAt({ cause: asked.replace('2026-11-22T20:00:00Z', 'noonZ') })).toBeUndefined();
  expect(requestedAt({ cause: STARTED })).toBeUndefined();
  expect(requestedAt(undefined)).toBeUndefined();
});
