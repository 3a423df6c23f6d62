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

test('$or matches if one of its patterns does, beside the other keys', () => {
  const pattern = { vault: ['a'], $or: [{ state: ['FAILED'] }, { state: ['COMPLETED'], why: ['issues'] }] };

  expect(matchesPattern(pattern, { vault: 'a', state: 'FAILED' })).toBe(true);
  expect(matchesPattern(pattern, { vault: 'a', state: 'COMPLETED', why: 'issues' })).toBe(true);
  expect(matchesPattern(pattern, { vault: 'a', state: 'COMPLETED' })).toBe(false);
  expect(matchesPattern(pattern, { vault: 'b', state: 'FAILED' })).toBe(false);
});

test('anything-but matches other values, but not a missing one', () => {
  const pattern = { why: [{ 'anything-but': [''] }] };

  expect(matchesPattern(pattern, { why: 'issues' })).toBe(true);
  expect(matchesPattern(pattern, { why: '' })).toBe(false);
  expect(matchesPattern(pattern, {})).toBe(false);
});

test('fails on an unknown matcher', () => {
  expect(() => matchesPattern({ state: [{ exists: true }] }, { state: 'on' })).toThrow(
    'the tests do not know this pattern: {"exists":true}',
  );
});
