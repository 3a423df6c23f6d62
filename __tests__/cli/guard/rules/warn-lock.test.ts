import { warnLock } from '../../../../cli/guard/rules/warn-lock';
import { guardedDeployment, guardedPlan } from '../../support/plan';

const findings = (actions: readonly string[], after: object = { backup_vault_name: 'games-base-backups' }) =>
  warnLock(
    guardedDeployment({
      plans: [
        guardedPlan(
          [
            {
              address: 'aws_backup_vault_lock_configuration.Lock',
              actions,
              after: actions[0] === 'delete' ? null : { ...after, changeable_for_days: 14 },
            },
          ],
          { stack: 'base' },
        ),
      ],
    }),
  );

test('warns that nobody can undo a lock, and when', () => {
  expect(findings(['create'])).toEqual([
    {
      severity: 'warn',
      stack: 'base',
      address: 'aws_backup_vault_lock_configuration.Lock',
      message:
        'the backup vault games-base-backups would be locked: 14 days later nobody can remove the lock or delete a backup, not ' +
        'even AWS, and base can be destroyed only when all backups have expired. If the vault holds a backup that never expires, ' +
        'delete it before',
    },
  ]);
});

test('warns where the name of the vault is known only after apply', () => {
  expect(findings(['create'], {})[0]?.message).toMatch(/^the backup vault would be locked: 14 days later/);
});

test.each([[['no-op']], [['delete']]])('says nothing of the plan %j', (actions) => {
  expect(findings(actions)).toEqual([]);
});
