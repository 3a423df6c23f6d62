import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { z } from 'zod';

const PROJECT = resolve(__dirname, '../..');
const PAGE = readFileSync(`${PROJECT}/docs/ci.md`, 'utf8');
const ISSUER = 'token.actions.githubusercontent.com:';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif, 2026-11-29 */
const KEYS_OF_AWS = [
  'actor',
  'actor_id',
  'aud',
  'enterprise_id',
  'environment',
  'job_workflow_ref',
  'ref',
  'repository',
  'repository_id',
  'sub',
  'workflow',
];

const conditions = z.record(z.string(), z.record(z.string(), z.union([z.string(), z.array(z.string())])));
const trust = z.object({ Statement: z.tuple([z.object({ Principal: z.object({}), Condition: conditions })]) });

/** The two trust policies of docs/ci.md: of the role that plans, and of the one that deploys. */
const POLICIES = [...PAGE.matchAll(/```json\n([^`]*)```/g)].flatMap(([, json = '']) => {
  const { data } = trust.safeParse(JSON.parse(json));
  return data === undefined ? [] : [data.Statement[0].Condition];
});

test('both roles trust one repository by its id, and one workflow each', () => {
  expect(POLICIES).toHaveLength(2);
  for (const policy of POLICIES) {
    expect(policy.StringEquals?.[`${ISSUER}aud`]).toBe('sts.amazonaws.com');
    expect(policy.StringEquals?.[`${ISSUER}repository_id`]).toBe('REPOSITORY-ID');
  }
});

test('the role that deploys trusts only main, deploy.yml on main and the environment', () => {
  expect(POLICIES[1]).toEqual({
    StringEquals: {
      [`${ISSUER}aud`]: 'sts.amazonaws.com',
      [`${ISSUER}sub`]: 'repo:OWNER/NAME:environment:production',
      [`${ISSUER}repository_id`]: 'REPOSITORY-ID',
      [`${ISSUER}ref`]: 'refs/heads/main',
      [`${ISSUER}job_workflow_ref`]: 'OWNER/NAME/.github/workflows/deploy.yml@refs/heads/main',
    },
  });
});

test('the role that plans does not trust Dependabot, nor other workflows than those of plans', () => {
  expect(POLICIES[0]?.StringNotEquals).toEqual({ [`${ISSUER}actor`]: 'dependabot[bot]' });
  expect(POLICIES[0]?.StringLike).toEqual({
    [`${ISSUER}job_workflow_ref`]: [
      'OWNER/NAME/.github/workflows/plan.yml@refs/pull/*/merge',
      'OWNER/NAME/.github/workflows/drift.yml@refs/heads/main',
    ],
  });
});

test('the trust policies have only conditions on claims that AWS STS compares', () => {
  const tests = POLICIES.flatMap((policy) => Object.entries(policy));

  for (const [operator, keys] of tests) {
    expect(['StringEquals', 'StringLike', 'StringNotEquals']).toContain(operator);
    for (const key of Object.keys(keys)) expect(KEYS_OF_AWS.map((name) => `${ISSUER}${name}`)).toContain(key);
  }
});

test('docs/ci.md closes main and the environment before it makes the roles', () => {
  const steps = [
    '2. Close `main`',
    '3. In `.github/CODEOWNERS`',
    '5. Create an environment',
    '7. Create the two roles',
  ];
  const places = steps.map((step) => PAGE.indexOf(step));

  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((one, other) => one - other));
});

test('code owners approve everything but the YAML of leaves', () => {
  const lines = readFileSync(`${PROJECT}/.github/CODEOWNERS`, 'utf8').split('\n');

  // the last line that matches decides; one without an owner needs no approval of an owner
  expect(lines.filter((line) => line !== '' && !line.startsWith('#'))).toEqual([
    '* @OWNER',
    '/config/**/*.yaml',
    '/config/**/*.yml',
    '/config/base.yaml @OWNER',
    '/config/base.yml @OWNER',
  ]);
});
