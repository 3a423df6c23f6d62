import { type AccessRequest, evaluate, type Verdict } from '../../../../e2e/emulator/iam/evaluate';
import { parsePolicy, type Statement } from '../../../../e2e/emulator/iam/policy';

const ROLE = 'arn:aws:iam::123456789012:role/games-minecraft-hook';
const GROUP = 'arn:aws:autoscaling:eu-central-1:123456789012:autoScalingGroup:0a1b:autoScalingGroupName/minecraft';
const CLUSTER = 'arn:aws:ecs:eu-central-1:123456789012:cluster/minecraft';

function statements(...elements: object[]): readonly Statement[] {
  return parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: elements }), 'test');
}

/** What the role of the request may do by one statement; the rest of it is the most that there is. */
function byStatement(statement: object, request: Partial<AccessRequest> = {}): Verdict {
  const element = {
    Effect: 'Allow',
    ...('NotAction' in statement ? {} : { Action: '*' }),
    ...('NotResource' in statement ? {} : { Resource: '*' }),
    ...statement,
  };
  return evaluate(
    { principal: { role: ROLE }, action: 'autoscaling:SetDesiredCapacity', resource: GROUP, context: {}, ...request },
    { identity: statements(element), resource: [] },
  );
}

const verdict = (isAllowed: boolean): Verdict => (isAllowed ? 'allowed' : 'implicit deny');

test.each([
  ['autoscaling:SetDesiredCapacity', true],
  ['AutoScaling:setdesiredcapacity', true],
  ['autoscaling:Set*', true],
  ['autoscaling:SetDesiredCapacit?', true],
  ['*', true],
  ['autoscaling:*', true],
  ['autoscaling:SetDesired', false],
  ['autoscaling:SetDesiredCapacity?', false],
  ['autoscaling:DescribeAutoScalingGroups', false],
  ['ecs:*', false],
  ['autoscaling.SetDesiredCapacity', false],
])('Action %s allows SetDesiredCapacity: %s', (pattern, isAllowed) => {
  expect(byStatement({ Action: pattern })).toBe(verdict(isAllowed));
  expect(byStatement({ Action: ['sns:Publish', pattern] })).toBe(verdict(isAllowed));
  expect(byStatement({ NotAction: pattern })).toBe(verdict(!isAllowed));
});

test.each([
  [GROUP, true],
  [GROUP.replace('0a1b', '*'), true],
  [GROUP.replace('minecraft', '*'), true],
  [GROUP.replace('minecraft', 'mine?raft'), true],
  [GROUP.replace('eu-central-1', '*'), true],
  ['arn:aws:autoscaling:*:123456789012:*', true],
  ['*', true],
  [GROUP.replace('minecraft', 'Minecraft'), false],
  [GROUP.replace('minecraft', 'valheim'), false],
  [GROUP.replace('eu-central-1', 'us-east-1'), false],
  [GROUP.replace('123456789012', '210987654321'), false],
  [GROUP.replace(':autoScalingGroupName/minecraft', ''), false],
  // a part of an ARN never matches across its colon
  ['arn:aws:autoscaling:eu-*:autoScalingGroup:0a1b:autoScalingGroupName/minecraft', false],
  ['arn:aws:*', false],
])('Resource %s is the group of minecraft: %s', (pattern, isAllowed) => {
  expect(byStatement({ Resource: pattern })).toBe(verdict(isAllowed));
  expect(byStatement({ Resource: ['arn:aws:sns:eu-central-1:123456789012:told', pattern] })).toBe(verdict(isAllowed));
  expect(byStatement({ NotResource: pattern })).toBe(verdict(!isAllowed));
});

test('what takes no resource is allowed by * alone', () => {
  expect(byStatement({ Resource: '*' }, { resource: '*' })).toBe('allowed');
  expect(byStatement({ Resource: GROUP }, { resource: '*' })).toBe('implicit deny');
});

const TOLD = { 'ForAllValues:StringLike': { 'aws:TagKeys': ['told/*', 'note'] } };
const RECORDS = { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } };
const IN_CLUSTER = (operator: string, pattern: string) => ({ [operator]: { 'ecs:cluster': pattern } });
test.each<[string, object, AccessRequest['context'], boolean]>([
  ['StringEquals: the same', { StringEquals: { 'aws:SourceAccount': '1' } }, { 'aws:sourceaccount': ['1'] }, true],
  [
    'StringEquals: one of them',
    { StringEquals: { 'aws:SourceAccount': ['2', '1'] } },
    { 'aws:sourceaccount': ['1'] },
    true,
  ],
  ['StringEquals: another', { StringEquals: { 'aws:SourceAccount': ['2'] } }, { 'aws:sourceaccount': ['1'] }, false],
  ['StringEquals: upper case', { StringEquals: { 'aws:SourceAccount': 'a' } }, { 'aws:sourceaccount': ['A'] }, false],
  ['StringEquals: no wildcard', { StringEquals: { 'aws:SourceAccount': '*' } }, { 'aws:sourceaccount': ['1'] }, false],
  ['StringEquals: absent', { StringEquals: { 'aws:SourceAccount': '1' } }, { 'aws:sourceaccount': undefined }, false],
  ['a tag', { StringEquals: { 'aws:ResourceTag/Project': 'a' } }, { 'aws:resourcetag/project': ['a'] }, true],
  [
    'a tag that is absent',
    { StringEquals: { 'aws:ResourceTag/Project': 'a' } },
    { 'aws:resourcetag/${tagkey}': undefined },
    false,
  ],
  ['ArnEquals: the same', IN_CLUSTER('ArnEquals', CLUSTER), { 'ecs:cluster': [CLUSTER] }, true],
  ['ArnEquals: wildcard', IN_CLUSTER('ArnEquals', `${CLUSTER.slice(0, -3)}*`), { 'ecs:cluster': [CLUSTER] }, true],
  ['ArnEquals: another', IN_CLUSTER('ArnEquals', CLUSTER), { 'ecs:cluster': [`${CLUSTER}s`] }, false],
  [
    'ArnLike: wildcard',
    IN_CLUSTER('ArnLike', 'arn:aws:ecs:eu-central-1:123456789012:*'),
    { 'ecs:cluster': [CLUSTER] },
    true,
  ],
  [
    'ArnLike: another region',
    IN_CLUSTER('ArnLike', 'arn:aws:ecs:us-east-1:123456789012:*'),
    { 'ecs:cluster': [CLUSTER] },
    false,
  ],
  ['ArnLike: absent', IN_CLUSTER('ArnLike', '*'), { 'ecs:cluster': undefined }, false],
  ['Bool', { Bool: { 'aws:SecureTransport': 'true' } }, { 'aws:securetransport': ['true'] }, true],
  ['Bool: the other', { Bool: { 'aws:SecureTransport': 'false' } }, { 'aws:securetransport': ['true'] }, false],
  ['ForAllValues:StringEquals: all', RECORDS, { 'aws:tagkeys': ['b', 'a'] }, true],
  ['ForAllValues:StringEquals: not all', RECORDS, { 'aws:tagkeys': ['b', 'c'] }, false],
  ['ForAllValues:StringEquals: absent', RECORDS, { 'aws:tagkeys': undefined }, true],
  ['ForAllValues:StringLike: all', TOLD, { 'aws:tagkeys': ['told/ready', 'note'] }, true],
  ['ForAllValues:StringLike: not all', TOLD, { 'aws:tagkeys': ['told/ready', 'notes'] }, false],
  ['ForAllValues:StringLike: none', TOLD, { 'aws:tagkeys': [] }, true],
  [
    'two operators',
    { ...TOLD, ...IN_CLUSTER('ArnEquals', CLUSTER) },
    { 'aws:tagkeys': ['note'], 'ecs:cluster': [CLUSTER] },
    true,
  ],
  [
    'two operators, one not',
    { ...TOLD, ...IN_CLUSTER('ArnEquals', CLUSTER) },
    { 'aws:tagkeys': ['x'], 'ecs:cluster': [CLUSTER] },
    false,
  ],
])('Condition: %s', (_, Condition, context, isAllowed) => {
  expect(byStatement({ Condition }, { context })).toBe(verdict(isAllowed));
});

test('fails for a condition key that is not known for the action, and names it', () => {
  const Condition = { ...TOLD, StringEquals: { 'aws:PrincipalTag/team': 'a' } };

  expect(() => byStatement({ Condition }, { context: { 'aws:tagkeys': ['other'] } })).toThrow(
    'the condition key aws:PrincipalTag/team is not known for autoscaling:SetDesiredCapacity',
  );
  // it does not matter where the statement is about something else
  expect(byStatement({ Condition, Action: 'sns:Publish' })).toBe('implicit deny');
});

test('fails where an operator for one value meets several', () => {
  const Condition = { StringEquals: { 'aws:TagKeys': 'a' } };

  expect(() => byStatement({ Condition }, { context: { 'aws:tagkeys': ['a', 'b'] } })).toThrow(
    'StringEquals is for one value, and aws:TagKeys has several',
  );
});

const ALLOW = { Effect: 'Allow', Action: '*', Resource: '*' };
const DENY = { ...ALLOW, Effect: 'Deny' };
const OTHER = { ...DENY, Action: 'sns:*' };
const everybody = (element: object) => ({ ...element, Principal: '*' });
const toRole = (element: object, role = ROLE) => ({ ...element, Principal: { AWS: role } });
test.each<[string, object[], object[], Verdict]>([
  ['nothing', [], [], 'implicit deny'],
  ['an Allow of the role', [ALLOW], [], 'allowed'],
  ['a Deny after an Allow', [ALLOW, DENY], [], 'explicit deny'],
  ['a Deny before an Allow', [DENY, ALLOW], [], 'explicit deny'],
  ['a Deny alone', [DENY], [], 'explicit deny'],
  ['a Deny of something else', [ALLOW, OTHER], [], 'allowed'],
  ['an Allow of the resource', [], [toRole(ALLOW)], 'allowed'],
  ['an Allow of the resource for everybody', [], [everybody(ALLOW)], 'allowed'],
  ['an Allow of the resource for another role', [], [toRole(ALLOW, `${ROLE}s`)], 'implicit deny'],
  ['a Deny of the resource', [ALLOW], [everybody(DENY)], 'explicit deny'],
  ['a Deny of the resource for another role', [ALLOW], [toRole(DENY, `${ROLE}s`)], 'allowed'],
  ['a Deny of the role, an Allow of the resource', [DENY], [toRole(ALLOW)], 'explicit deny'],
])('the role may, by %s', (_, identity, resource, expected) => {
  expect(
    evaluate(
      { principal: { role: ROLE }, action: 'ecs:ListTasks', resource: CLUSTER, context: {} },
      { identity: statements(...identity), resource: statements(...resource) },
    ),
  ).toBe(expected);
});

test.each([
  [{ Service: 'events.amazonaws.com' }, true],
  [{ Service: ['logs.amazonaws.com', 'events.amazonaws.com'] }, true],
  ['*', true],
  [{ AWS: '*' }, true],
  [{ Service: 'logs.amazonaws.com' }, false],
  [{ AWS: ROLE }, false],
])('Principal %j is EventBridge: %s', (Principal, isAllowed) => {
  expect(
    evaluate(
      { principal: { service: 'events.amazonaws.com' }, action: 'lambda:InvokeFunction', resource: '*', context: {} },
      { identity: [], resource: statements({ ...ALLOW, Principal }) },
    ),
  ).toBe(verdict(isAllowed));
});

test('fails for a principal that is not known here, and names it', () => {
  const account = { ...ALLOW, Principal: { AWS: 'arn:aws:iam::123456789012:root' } };

  expect(() =>
    evaluate(
      { principal: { role: ROLE }, action: 'ecs:ListTasks', resource: CLUSTER, context: {} },
      { identity: [], resource: statements(account) },
    ),
  ).toThrow('the principal arn:aws:iam::123456789012:root is not known here');
});
