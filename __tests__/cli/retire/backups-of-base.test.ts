import { BackupClient, DescribeBackupVaultCommand } from '@aws-sdk/client-backup';
import { mockClient } from 'aws-sdk-client-mock';

import { deletesVault, lostBackups } from '../../../cli/retire/backups-of-base';
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
