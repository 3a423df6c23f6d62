import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import pc from 'picocolors';

import { planDetails, type PlanView } from '../../../cli/changes/plan-details';
import { parsePlan, type TerraformPlan } from '../../../cli/terraform/plan';
import { type ChangeOfPlan, planOf } from '../support/plan';

function shown(plan: TerraformPlan, view: Partial<PlanView> = {}): string[] {
  return planDetails('world', plan, { colors: pc.createColors(false), columns: 80, verbose: false, ...view }).split(
    '\n',
  );
}

/** What is shown of a plan that Terraform and the AWS provider wrote. */
function shownOf(variant: string, view: Partial<PlanView> = {}): string[] {
  const file = join(__dirname, '../guard/fixtures', `${variant}.json`);
  return shown(parsePlan(readFileSync(file, 'utf8'), variant), view);
}

const created = (count: number, type = 'aws_sns_topic') =>
  Array.from({ length: count }, (_, index) => ({
    address: `${type}.It${index}`,
    actions: ['create'],
    after: { a: 'b' },
  }));

test('says that nothing changes', () => {
  expect(shown(planOf([]))).toEqual(['world: no changes']);
  expect(shown(planOf([], { vpc_id: ['create'] }))).toEqual([
    'world: 0 to create, 0 to change, 0 to replace, 0 to destroy, other outputs: vpc_id',
  ]);
});

test('shows what changes, first what is new and last what is lost', () => {
  const plan = planOf([
    { address: 'aws_backup_plan.Plan', actions: ['delete'], before: { name: 'secret' } },
    { address: 'aws_sns_topic.Alerts', actions: ['delete', 'create'], before: { name: 'a' }, after: { name: 'b' } },
    {
      address: 'aws_efs_file_system.World',
      actions: ['update'],
      importing: { id: 'fs-1' },
      before: { a: 1 },
      after: { a: 2 },
    },
    { address: 'aws_efs_file_system.Kept', actions: ['no-op'], importing: { id: 'fs-2' } },
    { address: 'aws_vpc.Network', actions: ['no-op'] },
    { address: 'aws_sns_topic.New', actions: ['create'], after: { name: 'x' } },
  ]);

  expect(shown(plan)).toEqual([
    'world: 2 to adopt, 1 to create, 1 to change, 1 to replace, 1 to destroy',
    '    + aws_sns_topic.New',
    '    ~ aws_efs_file_system.World (adopts fs-1)',
    '        a: 1 -> 2',
    '   <= aws_efs_file_system.Kept (adopts fs-2)',
    '  -/+ aws_sns_topic.Alerts',
    '        replaced',
    '        name: a -> b',
    '    - aws_backup_plan.Plan',
  ]);
});

test('explains a new revision, names what forces another replacement, and masks the environment', () => {
  expect(shownOf('new-image')).toEqual([
    'world: 0 to create, 1 to change, 1 to replace, 0 to destroy',
    '    ~ aws_ecs_service.Service',
    '        task_definition: arn:aws:ecs:eu-central-1:1234... -> (known after apply)',
    '  -/+ aws_ecs_task_definition.Task',
    '        nothing is lost: a changed task definition is a new revision',
    '        container_definitions[container].environment[PASSWORD].value: changed (masked)',
    '        container_definitions[container].environment[ADDED].name:',
    '          -> (masked)',
    '        container_definitions[container].environment[ADDED].value:',
    '          -> (masked)',
    '        container_definitions[container].essential: true -> (none)',
    '        container_definitions[container].image: example/game:1 -> example/game:2',
  ]);
  expect(shownOf('group-renamed')).toContain('        replaced because this changes: name');
  expect(shownOf('secret-changed')).toContain('        value: changed (sensitive)');
});

describe('new resources', () => {
  test('are named where they are few', () => {
    expect(shown(planOf(created(5))).slice(1)).toEqual(
      [0, 1, 2, 3, 4].map((index) => `    + aws_sns_topic.It${index}`),
    );
  });

  test('are counted by kind where they are many', () => {
    const plan = planOf([...created(4), ...created(3, 'aws_lambda_function'), ...created(2, 'aws_sqs_queue')]);

    expect(shown(plan, { columns: 60 })).toEqual([
      'world: 9 to create, 0 to change, 0 to replace, 0 to destroy',
      '    + 9 new: 3 Lambda functions, 4 topics, 2 aws_sqs_queue',
      '      (--verbose names them)',
    ]);
  });

  test('are all named when a person asks for it', () => {
    const lines = shown(planOf(created(61)), { verbose: true });

    expect(lines).toHaveLength(62);
    expect(lines[61]).toBe('    + aws_sns_topic.It60');
  });
});

test.each(['replaced', 'deleted'])('what is %s is always named', (kind) => {
  const actions = kind === 'deleted' ? ['delete'] : ['delete', 'create'];
  const plan = planOf(created(200).map((each) => ({ ...each, actions, before: { a: 'c' } })));

  const lines = shown(plan);

  for (let index = 0; index < 200; index++) {
    expect(lines).toContain(`${kind === 'deleted' ? '    -' : '  -/+'} aws_sns_topic.It${index}`);
  }
});

describe('attributes', () => {
  const settings = (value: string) =>
    Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`s${index}`, value]));
  const change: ChangeOfPlan = {
    address: 'aws_sns_topic.Alerts',
    actions: ['update'],
    before: settings('a'),
    after: settings('b'),
  };

  test('ten are shown, and how many more there are', () => {
    expect(shown(planOf([change])).slice(11)).toEqual([
      '        s9: a -> b',
      '        and 30 more attributes (--verbose shows them)',
    ]);
    expect(shown(planOf([change]), { verbose: true })).toHaveLength(2 + 40);
  });

  test('that force a replacement are never left out', () => {
    const { resource_changes: changes, ...plan } = planOf([{ ...change, actions: ['delete', 'create'] }]);
    const forced = changes.map((each) => ({ ...each, change: { ...each.change, replace_paths: [['s39']] } }));

    expect(shown({ ...plan, resource_changes: forced }).slice(2, 5)).toEqual([
      '        replaced because this changes: s39',
      '        s39: a -> b',
      '        s0: a -> b',
    ]);
  });

  test('that go from zero to nothing are not shown beside others, but alone they are', () => {
    const zero = { address: 'aws_sns_topic.A', actions: ['update'], before: { a: 0, b: 'x' }, after: { b: 'y' } };

    expect(shown(planOf([zero])).slice(2)).toEqual(['        b: x -> y']);
    expect(shown(planOf([{ ...zero, after: { b: 'x' } }])).slice(2)).toEqual(['        a: 0 -> (none)']);
    expect(shown(planOf([{ ...zero, after: { a: 1, b: 'x' } }])).slice(2)).toEqual(['        a: 0 -> 1']);
  });
});

test('warns in colours of what is lost, not of a new revision', () => {
  const colors = pc.createColors(true);
  const lines = [...shownOf('new-image', { colors }), ...shownOf('volume-renamed', { colors })];

  expect(lines).toContain('  -/+ aws_ecs_task_definition.Task');
  expect(lines).toContain(colors.yellow('  -/+ aws_efs_access_point.Data'));
  expect(lines).toContain(colors.red('    - aws_efs_file_system.World'));
});

test('no text of a plan makes a line of its own, or reaches the terminal as a control', () => {
  const hostile = '\nbase: no changes\r\n\u001b[31m\u202e\u0085::error::x';
  const resource = {
    address: `aws_sns_topic.${hostile}`,
    before: { [hostile]: 'a', tags: { [hostile]: hostile } },
    after: { [hostile]: hostile, tags: { [hostile]: 'x' } },
    importing: { id: hostile },
  };
  const plan = planOf([
    { ...resource, actions: ['update'] },
    { ...resource, actions: ['delete', 'create'] },
    { ...resource, actions: ['delete'] },
    { ...resource, actions: ['create'] },
  ]);

  const lines = shown(plan, { verbose: true });

  expect(lines.slice(1).filter((line) => !/^ {2,8}\S/.test(line) && !/^ {10}(-> | {3})\S/.test(line))).toEqual([]);
  // eslint-disable-next-line no-control-regex -- it looks for them
  expect(lines.join('').match(/[\u0000-\u001f\u0080-\u009f\u202e]/g)).toBeNull();
});

test.each([60, 80])('fits %i columns, but for names', (columns) => {
  const variants = ['everything-replaced', 'volume-renamed', 'harmless', 'policy-widened', 'all-backups-off'];
  const lines = variants.flatMap((variant) => shownOf(variant, { columns })).filter((line) => !/^\S/.test(line));

  const values = lines.filter((line) => /^ {8}(\S+: .* -> | {5}| {2}-> |\w+ )/.test(line));
  expect(values.length).toBeGreaterThan(20);
  expect(values.filter((line) => line.length > columns)).toEqual([]);
});

test('a plan that takes too long to compare is shown without its last values', () => {
  const deep = (leaf: string) =>
    JSON.stringify(Array.from({ length: 300 }).reduce((inner) => [inner, 'x'.repeat(300)], leaf));
  const plan = planOf(
    Array.from({ length: 20 }, (_, index) => ({
      address: `aws_sns_topic.It${index}`,
      actions: ['update'],
      before: { policy: deep('a') },
      after: { policy: deep('b') },
    })),
  );

  const lines = shown(plan);

  expect(lines.filter((line) => line.startsWith('    ~'))).toHaveLength(20);
  expect(lines.at(-1)).toBe('        every attribute: changed (too much to compare)');
});
