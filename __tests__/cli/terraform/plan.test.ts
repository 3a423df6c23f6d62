import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { actionOf, effectiveChanges, parsePlan } from '../../../cli/terraform/plan';
import { planOf } from '../support/plan';

describe('parsePlan', () => {
  test('reads an output whose value is known only after apply', () => {
    const text = JSON.stringify({
      format_version: '1.2',
      terraform_version: '1.11.4',
      errored: false,
      output_changes: { vpc_id: { actions: ['create'], before: null, after_unknown: true } },
    });

    expect(parsePlan(text, 'plan').output_changes.vpc_id?.actions).toEqual(['create']);
  });

  test('reads a plan without resources', () => {
    const plan = parsePlan('{"format_version":"1.2","terraform_version":"1.11.4","errored":false}', 'plan');

    expect(plan).toMatchObject({ resource_changes: [], output_changes: {}, errored: false });
  });

  test.each([
    ['Terraform will perform', "plan.json: not JSON: write it with 'terraform show -json PLAN'"],
    ['{"version":4}', "plan.json: not a Terraform plan: write it with 'terraform show -json PLAN'"],
    ['{"format_version":"2.0"}', 'plan.json: a plan of format version 2.0, but this program reads 1.x'],
    ['{"format_version":"1.2","terraform_version":"1.11.4"}', 'plan.json: not a Terraform plan: '],
    ['{"format_version":"1.0","valid":true}', 'plan.json: not a Terraform plan: '],
  ])('fails with %s', (text, message) => {
    expect(() => parsePlan(text, 'plan.json')).toThrow(message);
  });
});

describe('on what Terraform writes without the name of a plan file', () => {
  test.each(['state', 'no-state'])('%s is not a plan', (name) => {
    const text = readFileSync(join(__dirname, '../guard/fixtures', `${name}.json`), 'utf8');

    expect(() => parsePlan(text, 'base.json')).toThrow(
      "base.json: a state, not a plan: write it with 'terraform show -json PLAN'",
    );
  });
});

describe('actionOf', () => {
  test.each([
    [['no-op'], 'none'],
    [['read'], 'none'],
    [['create'], 'create'],
    [['update'], 'update'],
    [['delete'], 'delete'],
    [['forget'], 'forget'],
    [['delete', 'create'], 'replace'],
    [['create', 'delete'], 'replace'],
    [['create', 'forget'], 'replace'],
  ])('%j is %s', (actions, action) => {
    const [change] = planOf([{ address: 'aws_vpc.Network', actions }]).resource_changes;

    expect(actionOf(change!)).toBe(action);
  });
});

describe('effectiveChanges', () => {
  test('leaves out what stays as it is, but keeps imports', () => {
    const plan = planOf([
      { address: 'aws_vpc.Network', actions: ['no-op'] },
      { address: 'aws_efs_file_system.World', actions: ['no-op'], importing: { id: 'fs-0123456789abcdef0' } },
      { address: 'aws_sns_topic.Alerts', actions: ['create'] },
    ]);

    expect(effectiveChanges(plan).map(({ address }) => address)).toEqual([
      'aws_efs_file_system.World',
      'aws_sns_topic.Alerts',
    ]);
  });
});
