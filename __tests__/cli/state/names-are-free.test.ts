import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { BackupClient, ListBackupVaultsCommand } from '@aws-sdk/client-backup';
import { mockClient } from 'aws-sdk-client-mock';

import { AwsClients } from '../../../cli/aws/clients';
import { assertNamesAreFree } from '../../../cli/state/names-are-free';
import { group } from '../support/leaf';

const backup = mockClient(BackupClient);
const autoScaling = mockClient(AutoScalingClient);
const clients = new AwsClients('eu-central-1');

beforeEach(() => {
  for (const mock of [backup, autoScaling]) mock.reset();
  backup.on(ListBackupVaultsCommand).resolves({ BackupVaultList: [{ BackupVaultName: 'games-base-backups' }] });
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [] });
});

/** Lets AWS have a group, which belongs to a project. */
function groupOf(AutoScalingGroupName: string, project: string): void {
  autoScaling.on(DescribeAutoScalingGroupsCommand, { AutoScalingGroupNames: [AutoScalingGroupName] }).resolves({
    AutoScalingGroups: [group({ AutoScalingGroupName, Tags: [{ Key: 'container-manager:project', Value: project }] })],
  });
}

test('accepts names that nobody has', async () => {
  await expect(assertNamesAreFree('games', ['base', 'minecraft'], clients)).resolves.toBeUndefined();
});

test('accepts a group of the project itself, whose deployment was killed', async () => {
  groupOf('games-minecraft-asg', 'games');

  await expect(assertNamesAreFree('games', ['minecraft'], clients)).resolves.toBeUndefined();
});

test('refuses the names of a leaf of another project, before anything is made', async () => {
  groupOf('games-minecraft-eu-asg', 'games-minecraft');

  await expect(assertNamesAreFree('games', ['base', 'minecraft-eu'], clients)).rejects.toMatchObject({
    message:
      'minecraft-eu cannot be deployed: its names in AWS would begin with games-minecraft-eu, and so do those of another project in this ' +
      "account (games-minecraft-eu-asg belongs to the project games-minecraft). Both would overwrite each other's alarms, rules and topics: rename the leaf's file.\n" +
      'Nothing was changed.',
    exitCode: 3,
  });
});

test('refuses a leaf with the names of the base of another project', async () => {
  backup.on(ListBackupVaultsCommand).resolves({ BackupVaultList: [{ BackupVaultName: 'games-eu-base-backups' }] });

  await expect(assertNamesAreFree('games', ['eu-base'], clients)).rejects.toMatchObject({
    message: expect.stringContaining('(games-eu-base-backups belongs to the base of another project)') as string,
    exitCode: 3,
  });
});

test('refuses a base with the names of a leaf of another project', async () => {
  groupOf('games-eu-base-asg', 'games');

  await expect(assertNamesAreFree('games-eu', ['base'], clients)).rejects.toMatchObject({
    message: expect.stringContaining('choose another Name in base.yaml') as string,
    exitCode: 3,
  });
});
