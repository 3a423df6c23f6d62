import { matchesPattern } from '../../../e2e/deployed/event-pattern';

const PATTERN = {
  source: ['aws.ecs'],
  detail: { lastStatus: ['STOPPED'], stopCode: ['TaskFailedToStart', 'EssentialContainerExited'] },
};
const event = (detail: object) => ({ source: 'aws.ecs', time: '2026-11-22T20:00:00Z', detail });

test('an event matches that has one of the values at each key', () => {
  expect(matchesPattern(PATTERN, event({ lastStatus: 'STOPPED', stopCode: 'EssentialContainerExited' }))).toBe(true);
});

test.each([
  ['another value', event({ lastStatus: 'RUNNING', stopCode: 'EssentialContainerExited' })],
  ['a missing key', event({ lastStatus: 'STOPPED' })],
  ['a missing object', { source: 'aws.ecs' }],
  ['another source', { ...event({ lastStatus: 'STOPPED', stopCode: 'TaskFailedToStart' }), source: 'aws.ec2' }],
])('an event with %s does not match', (_, other) => {
  expect(matchesPattern(PATTERN, other)).toBe(false);
});

test('a prefix matches the beginning of a value', () => {
  const pattern = { functionArn: [{ prefix: 'arn:aws:lambda:' }] };

  expect(matchesPattern(pattern, { functionArn: 'arn:aws:lambda:us-east-1' })).toBe(true);
  expect(matchesPattern(pattern, { functionArn: 'arn:aws:sns:us-east-1' })).toBe(false);
  expect(matchesPattern(pattern, { functionArn: 3 })).toBe(false);
});

test('fails on an unknown matcher', () => {
  expect(() => matchesPattern({ state: [{ exists: true }] }, { state: 'on' })).toThrow(
    'the tests do not know this pattern: {"exists":true}',
  );
});
