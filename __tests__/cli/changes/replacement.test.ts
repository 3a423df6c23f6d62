import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { isHarmless, replacementText } from '../../../cli/changes/replacement';
import { actionOf, parsePlan, type ResourceChange } from '../../../cli/terraform/plan';

const FIXTURES = join(__dirname, '../guard/fixtures');
const HARMLESS = 'nothing is lost: a changed task definition is a new revision';

/** What is said of each resource that a plan replaces, which Terraform and the AWS provider wrote. */
function saidOf(variant: string): Record<string, string> {
  const plan = parsePlan(readFileSync(join(FIXTURES, `${variant}.json`), 'utf8'), variant);
  const replaced = plan.resource_changes.filter((change) => actionOf(change) === 'replace');
  return Object.fromEntries(replaced.map((change) => [change.address, replacementText(change)]));
}

function replaced(change: Partial<ResourceChange['change']>, more: Partial<ResourceChange> = {}): ResourceChange {
  return {
    address: 'aws_ecs_task_definition.Task',
    mode: 'managed',
    type: 'aws_ecs_task_definition',
    name: 'Task',
    action_reason: 'replace_because_cannot_update',
    change: { actions: ['delete', 'create'], replace_paths: [['container_definitions']], ...change },
    ...more,
  };
}

test.each<[string, Record<string, string>]>([
  ['new-image', { 'aws_ecs_task_definition.Task': HARMLESS }],
  ['group-renamed', { 'aws_autoscaling_group.Group': 'replaced because this changes: name' }],
  ['volume-renamed', { 'aws_efs_access_point.Data': 'replaced because this changes: file_system_id' }],
  ['permission-widened', { 'aws_lambda_permission.Rule': 'replaced because this changes: principal, source_arn' }],
  ['zone-moved', { 'aws_subnet.Zone1': 'replaced because this changes: availability_zone' }],
])('in a plan that Terraform wrote: %s', (variant, expected) => {
  expect(saidOf(variant)).toEqual(expected);
});

test('in all those plans nothing but task definitions is called harmless', () => {
  const variants = readdirSync(FIXTURES).filter((name) => name.endsWith('.json') && !name.includes('state'));
  const said = variants.flatMap((name) => Object.entries(saidOf(name.replace('.json', ''))));

  expect(said.length).toBeGreaterThan(20);
  expect([
    ...new Set(said.filter(([, text]) => /nothing is lost|harmless/i.test(text)).map(([address]) => address)),
  ]).toEqual(['aws_ecs_task_definition.Task']);
});

test.each<[string, ResourceChange]>([
  ['another name', replaced({ replace_paths: [['container_definitions'], ['family']] })],
  ['another volume', replaced({ replace_paths: [['volume', 0, 'name'], ['container_definitions']] })],
  ['no reason', replaced({ replace_paths: [] })],
  ['no path', replaced({ replace_paths: [[]] })],
  ['a person who asked for it', replaced({}, { action_reason: 'replace_by_request' })],
  ['a creation that failed', replaced({}, { action_reason: 'replace_because_tainted' })],
  ['another type', replaced({}, { type: 'aws_ecs_service' })],
])('a task definition is not called harmless with %s', (_, resource) => {
  expect(isHarmless(resource)).toBe(false);
  expect(replacementText(resource)).not.toContain('nothing is lost');
});

test.each<[ResourceChange, string]>([
  [
    replaced({ replace_paths: [['volume', 0, 'name'], ['family'], ['family']] }),
    'replaced because this changes: volume[0].name, family',
  ],
  [
    replaced({ replace_paths: [] }, { action_reason: 'replace_because_tainted' }),
    'replaced: its creation was not finished last time',
  ],
  [replaced({ replace_paths: undefined }, { action_reason: undefined }), 'replaced'],
  [
    replaced({ replace_paths: [['tags', 'a\nb\u001b[2J']] }, { type: 'aws_vpc' }),
    'replaced because this changes: tags.a\\nb\\u001b[2J',
  ],
  [
    replaced({ replace_paths: Array.from({ length: 500 }, (_, index) => ['rule', index]) }, { type: 'aws_vpc' }),
    'replaced because this changes: rule[0], rule[1], rule[2], rule[3], rule[4], rule[5], rule[6], ' +
      'rule[7], rule[8], rule[9], 490 more',
  ],
])('says why: %#', (resource, expected) => {
  expect(replacementText(resource)).toBe(expected);
});
