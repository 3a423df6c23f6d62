import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { IMPORT_IDS } from '../../../cli/existing/import-ids';
import { LOOKUPS } from '../../../cli/existing/lookups';
import { PROJECT, projectFiles } from '../../../e2e/project-copy/project-files';

const PLACE = { partition: 'aws-us-gov', region: 'us-gov-west-1', account: '111111111111' };

/**
 * Terraform takes over the group that each VPC has, without an error. A lock is put again, without an error: an import would not
 * know its days, and Terraform would replace it. An HTTP API that a killed deployment left costs nothing and leads nowhere.
 */
const NOTHING_TO_IMPORT = [
  'aws_default_security_group',
  'aws_backup_vault_lock_configuration',
  'aws_apigatewayv2_api',
  'aws_apigatewayv2_integration',
  'aws_apigatewayv2_route',
  'aws_apigatewayv2_stage',
];

test('knows how to import each type that our modules make, and no other', () => {
  const modules = projectFiles().filter((path) => /^modules\/.*\.ts$/.test(path));
  const imported = modules.flatMap((path) =>
    [...readFileSync(join(PROJECT, path), 'utf8').matchAll(/provider-aws\/lib\/([a-z0-9-]+)/g)].map(
      ([, name = '']) => name,
    ),
  );
  const types = [...new Set(imported)].filter((name) => name !== 'provider' && !name.startsWith('data-'));

  expect([...Object.keys(IMPORT_IDS), ...Object.keys(LOOKUPS), ...NOTHING_TO_IMPORT].sort()).toEqual(
    types.map((name) => `aws_${name.replaceAll('-', '_')}`).sort(),
  );
});

test.each([
  ['aws_autoscaling_group', { name: 'games-minecraft-asg' }, 'games-minecraft-asg'],
  ['aws_autoscaling_policy', { autoscaling_group_name: 'asg', name: 'down' }, 'asg/down'],
  ['aws_budgets_budget', { name: 'games-base-monthly' }, '111111111111:games-base-monthly'],
  ['aws_cloudwatch_log_subscription_filter', { log_group_name: '/a/b', name: 'wake' }, '/a/b|wake'],
  ['aws_iam_role_policy', { role: 'task', name: 'own' }, 'task:own'],
  ['aws_route', { route_table_id: 'rtb-1', destination_cidr_block: '0.0.0.0/0' }, 'rtb-1_0.0.0.0/0'],
  ['aws_route53_record', { zone_id: 'Z1', name: 'a.example.com', type: 'A' }, 'Z1_a.example.com_A'],
  ['aws_sns_topic', { name: 'alerts' }, 'arn:aws-us-gov:sns:us-gov-west-1:111111111111:alerts'],
])('imports %s by %j', (type, values, id) => {
  expect(IMPORT_IDS[type]!(values, PLACE)).toBe(id);
});

test.each(Object.keys(IMPORT_IDS))('knows no id of %s while Terraform does not know its attributes', (type) => {
  expect(IMPORT_IDS[type]!({}, PLACE)).toBeUndefined();
});
