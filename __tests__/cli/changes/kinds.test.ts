import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { countedByKind, KNOWN_TYPES } from '../../../cli/changes/kinds';
import { PROJECT, projectFiles } from '../../../e2e/project-copy/project-files';

const of = (...types: string[]) => types.map((type) => ({ type }));

test('counts by kind, in one order, with types that share their words', () => {
  expect(
    countedByKind(
      of(
        'aws_vpc_security_group_egress_rule',
        'aws_cloudwatch_metric_alarm',
        'aws_vpc_security_group_ingress_rule',
        'aws_efs_file_system',
        'aws_iam_role_policy',
        'aws_lambda_permission',
        'aws_route',
      ),
    ),
  ).toEqual(['1 file system', '1 alarm', '2 security group rules', '2 permissions', '1 setting']);
});

test.each(['aws_sqs_queue', 'constructor', '__proto__'])(
  'keeps the name of a type that it does not know: %s',
  (type) => {
    expect(countedByKind(of(type, 'aws_vpc', type))).toEqual(['1 VPC', `2 ${type}`]);
  },
);

test('has words for each type that our modules make, and for no other', () => {
  const modules = projectFiles().filter((path) => /^modules\/.*\.ts$/.test(path));
  const imported = modules.flatMap((path) =>
    [...readFileSync(join(PROJECT, path), 'utf8').matchAll(/provider-aws\/lib\/([a-z0-9-]+)/g)].map(
      ([, name = '']) => name,
    ),
  );
  const types = [...new Set(imported)].filter((name) => name !== 'provider' && !name.startsWith('data-'));

  expect([...KNOWN_TYPES].sort()).toEqual(types.map((name) => `aws_${name.replaceAll('-', '_')}`).sort());
});
