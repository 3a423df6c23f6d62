import { deployStatements, planStatements } from '../../../../docs/reference/permissions/policies';
import { readRecordedActions } from '../../../../docs/reference/permissions/recorded-actions';
import { OPERATORS, parsePolicy } from '../../../../e2e/emulator/iam/policy';
import { policyDocument } from '../../../../modules/aws/policy';
import { configOf, stacksOf } from '../../../support/stacks';

const policy = (statement: object, more: object = {}) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statement, ...more });
const ALLOW = { Effect: 'Allow', Action: 'sns:Publish', Resource: '*' };

test('one statement, one action and one value are the same as lists of one', () => {
  const Condition = (value: unknown) => ({ StringEquals: { 'aws:SourceAccount': value } });

  expect(parsePolicy(policy({ ...ALLOW, Condition: Condition('1') }), 'own')).toEqual(
    parsePolicy(policy([{ ...ALLOW, Action: [ALLOW.Action], Resource: ['*'], Condition: Condition(['1']) }]), 'own'),
  );
});

test.each([
  ['an operator', { ...ALLOW, Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } }, /IpAddress/],
  ['an element', { ...ALLOW, Actions: ['sns:*'] }, /"Actions"/],
  ['a kind of principal', { ...ALLOW, Principal: { Federated: 'example.com' } }, /Principal/],
  ['an effect', { ...ALLOW, Effect: 'allow' }, /Effect/],
  ['a variable', { ...ALLOW, Resource: 'arn:aws:s3:::${aws:username}/*' }, /a variable.*\$\{aws:username\}/],
  ['no action', { Effect: 'Allow', Resource: '*' }, /either Action or NotAction/],
  ['two kinds of actions', { ...ALLOW, NotAction: 'sns:*' }, /either Action or NotAction/],
  ['two kinds of resources', { ...ALLOW, NotResource: '*' }, /both Resource and NotResource/],
])('fails for %s that is not known, and names the policy', (_, statement, message) => {
  const read = () => parsePolicy(policy(statement), 'own of the role hook');

  expect(read).toThrow(message);
  expect(read).toThrow('own of the role hook');
});

test('fails for the older version of the language, in which variables are plain text', () => {
  expect(() => parsePolicy(policy(ALLOW, { Version: '2008-10-17' }), 'own')).toThrow('Version');
});

const BASE = `
Region: eu-central-1
Domain: { Name: example.com, HostedZoneId: Z0123456789ABCDEFGHIJ }
`;
const LEAF = `
Ec2: { InstanceType: m7g.large }
Container: { Image: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/game', Ports: [TCP: 1], Secrets: { A: /game/a } }
Volumes: { World: { Paths: [{ Path: /data }, { Path: /mods, ReadOnly: true }] } }
Watchdog: { Threshold: 1 }
`;

test('exactly the operators that the policies of the stacks and of docs/ci.md use are known', () => {
  const { base, leaf } = stacksOf(configOf({ base: BASE, leaf: LEAF }));
  const recorded = readRecordedActions();
  const project = { name: 'games', accountId: '123456789012', stateBucket: 'states', hostedZoneId: 'Z1' };
  const texts = [
    ...policyTexts([base.json, leaf.json]),
    policyDocument(planStatements(recorded, project)),
    policyDocument(deployStatements(recorded, project)),
  ];

  const used = texts.flatMap((text) =>
    parsePolicy(text, text).flatMap(({ conditions }) => conditions.map(({ operator }) => operator)),
  );

  expect([...new Set(used)].sort()).toEqual([...OPERATORS].sort());
});

/** Every policy in it, with a word for what is known only after apply. */
function policyTexts(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(policyTexts);
  if (typeof value !== 'string' || !value.startsWith('{"Version":"2012-10-17"')) return [];
  return [value.replace(/\$\{[^}]+\}/g, 'known-after-apply')];
}
