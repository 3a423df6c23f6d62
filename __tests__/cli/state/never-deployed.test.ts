import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { BackupClient, ListBackupVaultsCommand } from '@aws-sdk/client-backup';
import { mockClient } from 'aws-sdk-client-mock';
import { Testing } from 'cdktf';

import { AwsClients } from '../../../cli/aws/clients';
import { assertNeverDeployed, findVault, VAULT_ADDRESS } from '../../../cli/state/never-deployed';
import { BaseStack } from '../../../modules/base/base-stack';
import { Template } from '../../support/template';
import { baseConfig, group } from '../support/leaf';

const backup = mockClient(BackupClient);
const autoScaling = mockClient(AutoScalingClient);
const clients = new AwsClients('eu-central-1');
const base = baseConfig({ state: { bucket: 'states', region: 'eu-central-1' } });
const FOLDER = 'cdktf.out/stacks/base';

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

test('a vault is found on any page', async () => {
  backup
    .on(ListBackupVaultsCommand)
    .resolves({ BackupVaultList: [{ BackupVaultName: 'Default' }], NextToken: 'next' })
    .on(ListBackupVaultsCommand, { NextToken: 'next' })
    .resolves({ BackupVaultList: [{ BackupVaultName: 'games-base-backups' }] });

  expect(await findVault(clients.backup, 'games-base-backups')).toEqual({ BackupVaultName: 'games-base-backups' });
  expect(await findVault(clients.backup, 'theirs')).toBeUndefined();
});

test('in an empty account base may be made', async () => {
  await expect(assertNeverDeployed(base, clients, FOLDER)).resolves.toBeUndefined();
});

test('fails where its vault stands, and says how a deployment that was killed goes on', async () => {
  vaultStands();

  await expect(assertNeverDeployed(base, clients, FOLDER)).rejects.toMatchObject({
    message: expect.stringMatching(
      new RegExp(
        '^the state of base is not in s3://states/games/base/terraform.tfstate: AWS has games-base-backups, [^]*' +
          `\n  terraform -chdir=${FOLDER} init\n  terraform -chdir=${FOLDER} import '${VAULT_ADDRESS}' games-base-backups$`,
      ),
    ) as string,
    exitCode: 3,
  });
});

test('fails where leaves stand on it: no import would do then', async () => {
  vaultStands();
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [group()] });

  await expect(assertNeverDeployed(base, clients, FOLDER)).rejects.toMatchObject({
    message: expect.stringMatching(
      /AWS has games-base-backups and games-minecraft-asg, .* Nothing was changed[.]$/,
    ) as string,
    exitCode: 3,
  });
});

test('fails where it holds backups: a first deployment that was killed has none', async () => {
  vaultStands(1);

  await expect(assertNeverDeployed(base, clients, FOLDER)).rejects.toThrow(
    /AWS has games-base-backups, .* Nothing was changed[.]$/,
  );
});

test("what is to be imported has the vault's address", () => {
  const [type = '', name = ''] = VAULT_ADDRESS.split('.');

  expect(Template.fromStack(new BaseStack(Testing.app(), base)).json).toMatchObject({
    resource: { [type]: { [name]: { name: 'games-base-backups' } } },
  });
});
