import { TooMuchWorkError, Work } from '../../../cli/changes/work';
import { isPublic, isWholeService, isWider, policyStatements } from '../../../cli/review/policy-statements';

type Statement = Readonly<Record<string, unknown>>;

const READ = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/*' };
const GUARDED = { ...READ, Condition: { Bool: { 'aws:SecureTransport': 'true' } } };
const DENY = { Effect: 'Deny', Action: ['s3:*'], Resource: '*' };

function wider(after: readonly Statement[], before: readonly Statement[]): boolean {
  const parse = (statements: readonly Statement[]) => policyStatements(JSON.stringify({ Statement: statements })) ?? [];
  return isWider(parse(after), parse(before));
}

describe('isWider', () => {
  test.each<[string, Statement[], Statement[]]>([
    ['another action', [{ ...READ, Action: ['s3:GetObject', 's3:PutObject'] }], [READ]],
    ['every action', [{ ...READ, Action: '*' }], [READ]],
    ['another resource', [{ ...READ, Resource: '*' }], [READ]],
    ['a condition less', [READ], [GUARDED]],
    ['another principal', [{ ...READ, Principal: '*' }], [{ ...READ, Principal: { AWS: '123456789012' } }]],
    ['another statement', [READ, { ...READ, Action: 'sns:Publish' }], [READ]],
    ['every action but named ones', [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }], [READ]],
    ['a denial less', [READ], [READ, DENY]],
    ['a narrower denial', [READ, { ...DENY, Action: 's3:Put*' }], [READ, DENY]],
  ])('a policy with %s is wider', (_, after, before) => {
    expect(wider(after, before)).toBe(true);
  });

  test.each<[string, Statement[], Statement[]]>([
    ['the same', [READ], [READ]],
    ['less', [], [READ]],
    ['a part of a pattern', [READ], [{ ...READ, Action: 's3:Get*' }]],
    ['other letters of an action', [{ ...READ, Action: 'S3:getobject' }], [READ]],
    ['a condition more', [GUARDED], [READ]],
    ['one statement made of two', [{ ...READ, Action: ['s3:GetObject', 'a:B'] }], [READ, { ...READ, Action: 'a:B' }]],
    ['a denial more', [READ, DENY], [READ]],
  ])('a policy with %s is not wider', (_, after, before) => {
    expect(wider(after, before)).toBe(false);
  });
});

describe('a policy that is written to keep the comparison busy', () => {
  const LIMIT = 1_000_000;
  const parts = (count: number, text: string) => Array.from({ length: count }, (_, index) => `${text}${index}`);
  const parse = (statements: readonly Statement[]) => policyStatements(JSON.stringify({ Statement: statements })) ?? [];

  test.each<[string, Statement[], Statement[]]>([
    [
      'a pattern of many wildcards, which a regular expression tries for ever',
      [{ ...READ, Resource: `${'a'.repeat(5_000)}!` }],
      [{ ...READ, Resource: `${'*a'.repeat(2_000)}*b` }],
    ],
    [
      'each action for each resource and principal',
      [
        {
          ...READ,
          Action: parts(2_000, 's3:'),
          Resource: parts(2_000, 'arn:'),
          Principal: { AWS: parts(2_000, 'arn:') },
        },
      ],
      [{ ...READ, Action: '*', Resource: '*', Principal: { AWS: '*' } }],
    ],
    [
      'many statements on both sides',
      parts(3_000, 's3:').map((Action) => ({ ...GUARDED, Action })),
      parts(3_000, 'sns:').map((Action) => ({ ...READ, Action })),
    ],
    [
      'many conditions',
      parts(500, 's3:').map((Action) => ({ ...GUARDED, Action })),
      parts(500, 'sns:').map((Action) => ({
        ...READ,
        Action,
        Condition: { Bool: Object.fromEntries(parts(500, 'k').map((key) => [key, 'x'])) },
      })),
    ],
  ])('ends soon: %s', (_, after, before) => {
    const work = new Work(LIMIT);
    const longest = 10_000;

    try {
      isWider(parse(after), parse(before), work);
    } catch (error) {
      expect(error).toBeInstanceOf(TooMuchWorkError);
    }

    expect(work.steps).toBeLessThanOrEqual(LIMIT + longest);
  });

  test('is not called wider or narrower', () => {
    const after = parse([{ ...READ, Resource: 'a'.repeat(5_000) }]);
    const before = parse([{ ...READ, Resource: `*${'a'.repeat(2_000)}b` }]);

    expect(() => isWider(after, before, new Work(LIMIT))).toThrow(TooMuchWorkError);
  });

  test('takes from the limit of all policies of a page', () => {
    const work = new Work(LIMIT);

    expect(isWider(parse([READ]), parse([{ ...READ, Action: 's3:*' }]), work)).toBe(false);
    expect(work.steps).toBeGreaterThan(0);
  });

  test('the longest policies that AWS takes are compared', () => {
    const policy = parts(150, 's3:GetObject').map((Action) => ({ ...READ, Action }));

    expect(isWider(parse(policy), parse([{ ...READ, Action: 's3:Get*' }]))).toBe(false);
    expect(isWider(parse(policy), parse(policy.slice(1)))).toBe(true);
  });
});

describe('isPublic', () => {
  const EVERYBODY = { ...READ, Principal: '*' };
  const isOpen = (statement: Statement) => isPublic(policyStatements(JSON.stringify({ Statement: statement })) ?? []);

  test.each<[string, Statement]>([
    ['everybody', EVERYBODY],
    ['everybody, in a list', { ...READ, Principal: { AWS: ['123456789012', '*'] } }],
    ['everybody but one', { ...READ, NotPrincipal: { AWS: '123456789012' } }],
    ['everybody with TLS', { ...EVERYBODY, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }],
    [
      'every role of one name',
      { ...EVERYBODY, Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/a' } } },
    ],
    ['every account but one', { ...EVERYBODY, Condition: { StringNotEquals: { 'aws:PrincipalAccount': '1' } } }],
    [
      'callers without an account',
      { ...EVERYBODY, Condition: { StringEqualsIfExists: { 'aws:PrincipalAccount': '1' } } },
    ],
    ['every address', { ...EVERYBODY, Condition: { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '0.0.0.0/0'] } } }],
  ])('is true for %s', (_, statement) => {
    expect(isOpen(statement)).toBe(true);
  });

  test.each<[string, Statement]>([
    ['one account', { ...READ, Principal: { AWS: '123456789012' } }],
    ['one service', { ...READ, Principal: { Service: 'events.amazonaws.com' } }],
    ['what belongs to its principal', READ],
    ['a denial', { ...DENY, Principal: '*' }],
    [
      'one role',
      { ...EVERYBODY, Condition: { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/a' } } },
    ],
    ['one account, by a condition', { ...EVERYBODY, Condition: { StringEquals: { 'aws:SourceAccount': ['1', '2'] } } }],
  ])('is false for %s', (_, statement) => {
    expect(isOpen(statement)).toBe(false);
  });
});

describe('isWholeService', () => {
  const isWhole = (statement: Statement) =>
    isWholeService(policyStatements(JSON.stringify({ Statement: statement })) ?? []);

  test.each<[Statement, boolean]>([
    [{ ...READ, Action: '*' }, true],
    [{ ...READ, Action: ['s3:GetObject', 'logs:*'] }, true],
    [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }, true],
    [{ ...READ, Action: 's3:Get*' }, false],
    [DENY, false],
  ])('%j: %j', (statement, expected) => {
    expect(isWhole(statement)).toBe(expected);
  });
});

describe('policyStatements', () => {
  test.each(['no JSON', '{}', '[]', 7])('does not read %j', (policy) => {
    expect(policyStatements(policy)).toBeUndefined();
  });

  test('an absent policy has none', () => {
    expect(policyStatements(null)).toEqual([]);
  });
});
