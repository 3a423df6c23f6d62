import { keepData } from '../../../../cli/guard/rules/keep-data';
import { guardedDeployment, guardedPlan } from '../../support/plan';

const PRECIOUS = [
  'aws_efs_file_system',
  'aws_efs_access_point',
  'aws_backup_vault',
  'aws_backup_vault_lock_configuration',
  'aws_backup_plan',
  'aws_s3_bucket',
];

describe('keepData', () => {
  describe.each(PRECIOUS)('%s', (type) => {
    const finding = (actions: readonly string[]) =>
      keepData(guardedDeployment({ plans: [guardedPlan([{ address: `${type}.It`, actions }])] }));

    test.each([
      ['deleted', ['delete']],
      ['deleted and recreated', ['delete', 'create']],
      ['recreated and deleted', ['create', 'delete']],
    ])('is refused when it would be %s', (_, actions) => {
      const [first, ...more] = finding(actions);

      expect(first).toMatchObject({ severity: 'refuse', stack: 'minecraft', address: `${type}.It` });
      expect(first?.message).toMatch(`${type}.It would be deleted`);
      expect(more).toEqual([]);
    });

    test.each([[['create']], [['update']], [['no-op']], [['forget']]])('passes with the plan %j', (actions) => {
      expect(finding(actions)).toEqual([]);
    });
  });

  test('names the id of the file system', () => {
    const world = { address: 'aws_efs_file_system.World', actions: ['delete'], before: { id: 'fs-0123456789abcdef0' } };

    const [finding] = keepData(guardedDeployment({ plans: [guardedPlan([world])] }));

    expect(finding?.message).toBe(
      'aws_efs_file_system.World (fs-0123456789abcdef0) would be deleted: every file on it would be lost',
    );
  });

  test('tells a person who unlocks the vault until when that is possible', () => {
    const lock = { address: 'aws_backup_vault_lock_configuration.Lock', actions: ['delete'] };

    const [finding] = keepData(guardedDeployment({ plans: [guardedPlan([lock])] }));

    expect(finding?.message).toBe(
      'aws_backup_vault_lock_configuration.Lock would be deleted: stolen credentials could then delete worlds and backups ' +
        'together. Put the old Backup.LockDays back in base.yaml. AWS removes the lock only in its first LockDays days: after ' +
        'them that fails, also if you allow it',
    );
  });

  test('tells a person who renamed a volume to rename it back', () => {
    const plan = guardedPlan([
      { address: 'aws_efs_file_system.World', actions: ['delete'] },
      { address: 'aws_efs_file_system.Worlds', actions: ['create'] },
    ]);

    const [finding, ...more] = keepData(guardedDeployment({ plans: [plan] }));

    expect(finding?.message).toContain('If you renamed the volume');
    expect(finding?.message).toContain('Put the old name back');
    expect(more).toEqual([]);
  });

  test('tells a person who changed Name to put it back', () => {
    const tags = (project: string) => ({ tags_all: { 'container-manager:project': project } });
    const vault = (after: object) => ({
      address: 'aws_backup_vault.Vault',
      actions: ['delete', 'create'],
      before: { id: 'games-base-backups', ...tags('games') },
      after,
    });
    const message = (after: object) =>
      keepData(guardedDeployment({ plans: [guardedPlan([vault(after)], { stack: 'base' })] }))[0]?.message;

    expect(message(tags('fun'))).toBe(
      'aws_backup_vault.Vault (games-base-backups) would be deleted and recreated empty: it holds the backups of every ' +
        'container. You changed Name, which begins all names in AWS, so nearly everything would be deleted and ' +
        "recreated. Put 'Name: games' back in base.yaml",
    );
    expect(message(tags('games'))).not.toContain('Name');
    expect(message({})).not.toContain('Name');
  });

  test('passes what holds no data', () => {
    const types = ['aws_efs_mount_target', 'aws_ecs_service', 'aws_backup_selection', 'aws_efs_file_system_policy'];
    const plan = guardedPlan(types.map((type) => ({ address: `${type}.It`, actions: ['delete'] })));

    expect(keepData(guardedDeployment({ plans: [plan] }))).toEqual([]);
  });
});
