import { BackupClient, DescribeBackupVaultCommand } from '@aws-sdk/client-backup';
import { mockClient } from 'aws-sdk-client-mock';

import { endsVault, lostBackups } from '../../../cli/retire/backups-of-base';
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

test('in devel it is told how many backups go', async () => {
  holding(35);

  expect(await lostBackups(client, end({ force_destroy: true }))).toBe(
    '35 backups in the vault games-base-backups, also of retired leaves, are deleted with it.',
  );
});

test('where there is none nothing is told', async () => {
  holding(0);

  expect(await lostBackups(client, end({ force_destroy: true }))).toBeUndefined();
  expect(await lostBackups(client, end({ force_destroy: false }))).toBeUndefined();
});

test('fails in prod, and says what Maturity: devel would do to them', async () => {
  holding(1);

  await expect(lostBackups(client, end({ force_destroy: false }))).rejects.toMatchObject({
    message: expect.stringMatching(
      /^the backup vault games-base-backups holds 1 backup, also of retired leaves, .*: no file of any leaf can be restored after that$/,
    ) as string,
    exitCode: 3,
  });
});

test('a plan without a vault loses no backup', async () => {
  const plan = planOf([{ address: 'aws_vpc.Network', actions: ['delete'], before: {} }]);

  expect(endsVault(plan)).toBe(false);
  expect(endsVault(end({}))).toBe(true);
  expect(await lostBackups(client, plan)).toBeUndefined();
});
