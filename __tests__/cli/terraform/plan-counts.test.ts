import { changedOutputs, planCounts, planText } from '../../../cli/terraform/plan-counts';
import { planOf } from '../support/plan';

const CHANGES = [
  { address: 'aws_efs_file_system.World', actions: ['update'], importing: { id: 'fs-0123456789abcdef0' } },
  { address: 'aws_sns_topic.Alerts', actions: ['create'] },
  { address: 'aws_efs_file_system.Kept', actions: ['no-op'], importing: { id: 'fs-0123456789abcdef1' } },
  { address: 'aws_vpc.Network', actions: ['no-op'] },
  { address: 'aws_ecs_task_definition.Container', actions: ['delete', 'create'] },
  { address: 'aws_backup_plan.Plan', actions: ['delete'] },
];

test('counts the changes and names each resource', () => {
  expect(planText('minecraft', planOf(CHANGES))).toBe(
    [
      'minecraft: 2 to adopt, 1 to create, 1 to change, 1 to replace, 1 to destroy',
      '    ~ aws_efs_file_system.World',
      '    + aws_sns_topic.Alerts',
      '    = aws_efs_file_system.Kept',
      '  -/+ aws_ecs_task_definition.Container',
      '    - aws_backup_plan.Plan',
    ].join('\n'),
  );
});

test('planCounts gives the same numbers', () => {
  expect(planCounts(planOf(CHANGES))).toEqual({ adopt: 2, create: 1, change: 1, replace: 1, destroy: 1 });
});

test('says that nothing changes', () => {
  const plan = planOf([{ address: 'aws_vpc.Network', actions: ['no-op'] }], { vpc_id: ['no-op'] });

  expect(planText('base', plan)).toBe('base: no changes');
  expect(changedOutputs(plan)).toEqual([]);
});

test('names changed outputs when nothing else changes', () => {
  const plan = planOf([], { vpc_id: ['no-op'], ssh_key_name: ['create'], subnet_id_2: ['delete'] });

  expect(planText('base', plan)).toBe(
    'base: 0 to create, 0 to change, 0 to replace, 0 to destroy, other outputs: ssh_key_name, subnet_id_2',
  );
  expect(changedOutputs(plan)).toEqual(['ssh_key_name', 'subnet_id_2']);
});
