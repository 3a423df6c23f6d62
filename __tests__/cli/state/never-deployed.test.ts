import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { BackupClient, ListBackupVaultsCommand } from '@aws-sdk/client-backup';
import { mockClient } from 'aws-sdk-client-mock';

import { AwsClients } from '../../../cli/aws/clients';
import { assertNeverDeployed, findVault } from '../../../cli/state/never-deployed';
import { baseConfig, group } from '../support/leaf';

const backup = mockClient(BackupClient);
const autoScaling = mockClient(AutoScalingClient);
const clients = new AwsClients('eu-central-1');
const base = baseConfig({ state: { bucket: 'states', region: 'eu-central-1' } });

beforeEach(() => {
  for (const mock of [backup, autoScaling]) mock.reset();
  backup.on(ListBackupVaultsCommand).resolves({ BackupVaultList: [{ BackupVaultName: 'Default' }] });
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [] });
});

function vaultStands(NumberOfRecoveryPoints = 0): void {
  backup
    .on(ListBackupVaultsCommand)
    .resolves({ BackupVaultList: [{ BackupVaultName: 'games-base-backups', NumberOfRecoveryPoints }] });
}

test('finds a vault on any page', async () => {
  backup
    .on(ListBackupVaultsCommand)
    .resolves({ BackupVaultList: [{ BackupVaultName: 'Default' }], NextToken: 'next' })
    .on(ListBackupVaultsCommand, { NextToken: 'next' })
    .resolves({ BackupVaultList: [{ BackupVaultName: 'games-base-backups' }] });

  expect(await findVault(clients.backup, 'games-base-backups')).toEqual({ BackupVaultName: 'games-base-backups' });
  expect(await findVault(clients.backup, 'theirs')).toBeUndefined();
});

test('accepts an account without base', async () => {
  await expect(assertNeverDeployed(base, clients, false)).resolves.toBeUndefined();
});

test('fails when the vault of base exists, and says how to continue a deployment that was killed', async () => {
  vaultStands();

  await expect(assertNeverDeployed(base, clients, false)).rejects.toMatchObject({
    message: expect.stringMatching(
      new RegExp(
        '^the state of base is not in s3://states/games/base/terraform.tfstate: games-base-backups exists in AWS but not in this state[.] [^]*' +
          '\n  [.]/cm deploy --import-existing$',
      ),
    ) as string,
    exitCode: 3,
  });
});

test('fails when leaves exist, and suggests no import: it would not be enough', async () => {
  vaultStands();
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [group()] });

  await expect(assertNeverDeployed(base, clients, false)).rejects.toMatchObject({
    message: expect.stringMatching(
      /games-base-backups and games-minecraft-asg exist in AWS but not in this state[.] .* Nothing was changed[.]$/,
    ) as string,
    exitCode: 3,
  });
});

test('fails when the vault has backups, and suggests no import: a first deployment that was killed has none', async () => {
  vaultStands(1);

  await expect(assertNeverDeployed(base, clients, false)).rejects.toThrow(
    /games-base-backups exists in AWS but not in this state[.] .* Nothing was changed[.]$/,
  );
});

test('accepts what a first deployment left that is known to have been killed', async () => {
  vaultStands();

  await expect(assertNeverDeployed(base, clients, true)).resolves.toBeUndefined();
});

test.each([
  [
    'backups exist',
    () => {
      vaultStands(1);
    },
  ],
  [
    'leaves exist',
    () => {
      vaultStands();
      autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [group()] });
    },
  ],
])('fails when %s, also when a deployment was killed: base was complete', async (_, prepare) => {
  prepare();

  await expect(assertNeverDeployed(base, clients, true)).rejects.toMatchObject({ exitCode: 3 });
});
