import { isWider, policyStatements } from '../../../cli/plan-summary/policy-statements';

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
    ['what is not named', [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }], [READ]],
    ['a denial less', [READ], [READ, DENY]],
    ['a narrower denial', [READ, { ...DENY, Action: 's3:Put*' }], [READ, DENY]],
  ])('%s is wider', (_, after, before) => {
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
  ])('%s is not wider', (_, after, before) => {
    expect(wider(after, before)).toBe(false);
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
