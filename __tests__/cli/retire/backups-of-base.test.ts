import { BackupClient, DescribeBackupVaultCommand } from '@aws-sdk/client-backup';
import { mockClient } from 'aws-sdk-client-mock';

import { assertNotLocked, deletesVault, lostBackups } from '../../../cli/retire/backups-of-base';
import { planOf } from '../support/plan';

const backup = mockClient(BackupClient);
const client = new BackupClient({});
const end = (before: object) =>
  planOf([
    { address: 'aws_vpc.Network', actions: ['delete'], before: {} },
    { address: 'aws_backup_vault.Vault', actions: ['delete'], before: { name: 'games-base-backups', ...before } },
  ]);
const holding = (NumberOfRecoveryPoints: number) =>
  backup.on(DescribeBackupVaultCommand, { BackupVaultName: 'games-base-backups' }).resolves({ NumberOfRecoveryPoints });

beforeEach(() => {
  backup.reset();
});

test('in devel says how many backups are deleted', async () => {
  holding(35);

  expect(await lostBackups(client, end({ force_destroy: true }))).toBe(
    '35 backups in the vault games-base-backups, those of retired leaves too, are deleted with it.',
  );
});

test('says nothing about an empty vault', async () => {
  holding(0);

  expect(await lostBackups(client, end({ force_destroy: true }))).toBeUndefined();
  expect(await lostBackups(client, end({ force_destroy: false }))).toBeUndefined();
});

test('refuses in prod, and says what Maturity: devel would do', async () => {
  holding(1);

  await expect(lostBackups(client, end({ force_destroy: false }))).rejects.toMatchObject({
    message: expect.stringMatching(
      /^the backup vault games-base-backups holds 1 backup, those of retired leaves too, .* set Maturity: devel .*, and no file of any leaf can be restored after that$/,
    ) as string,
    exitCode: 3,
  });
});

test('says nothing about a plan without a vault', async () => {
  const plan = planOf([{ address: 'aws_vpc.Network', actions: ['delete'], before: {} }]);

  expect(deletesVault(plan)).toBe(false);
  expect(deletesVault(end({}))).toBe(true);
  expect(await lostBackups(client, plan)).toBeUndefined();
});

describe('a locked vault', () => {
  const LockDate = new Date('2026-11-20T10:00:00Z');
  const vault = { BackupVaultName: 'games-base-backups', Locked: true, LockDate };
  const check =
    (changes: object, now = '2026-11-29T10:00:00Z') =>
    () => {
      assertNotLocked({ ...vault, ...changes }, new Date(now));
    };

  test.each([
    [
      2,
      'It holds 2 backups, and nobody can delete them: wait until each has expired, at most 35 days after it was made. Then the vault can be deleted',
    ],
    [
      1,
      'It holds 1 backup, and nobody can delete it: wait until each has expired, at most 35 days after it was made. Then the vault can be deleted',
    ],
    [0, 'It is empty, and an empty vault can be deleted'],
  ])('with %d backups is refused once nobody can remove the lock', (NumberOfRecoveryPoints, contents) => {
    expect(check({ NumberOfRecoveryPoints })).toThrow(
      expect.objectContaining({
        message:
          'the lock on the backup vault games-base-backups cannot be removed since 2026-11-20 (Backup.LockDays). ' +
          `${contents} in the console (AWS Backup, Vaults). Do that, and run this command again. Nothing was changed.`,
        exitCode: 3,
      }) as Error,
    );
  });

  test('passes while Terraform can remove the lock, where there is none, and where there is no vault', () => {
    expect(check({}, '2026-11-20T09:59:59Z')).not.toThrow();
    expect(check({ Locked: false })).not.toThrow();
    expect(check({ LockDate: undefined })).not.toThrow();
    expect(() => {
      assertNotLocked(undefined, new Date());
    }).not.toThrow();
  });
});
