import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { BackupClient, ListBackupVaultsCommand } from '@aws-sdk/client-backup';
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeFileSystemsCommand, EFSClient } from '@aws-sdk/client-efs';
import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';

import { createReporter } from '../../../cli/terminal/reporter';
import { Terraform } from '../../../cli/terraform/terraform';
import { BaseRemoval } from '../../../cli/retire/remove-base';
import { baseConfig, group } from '../support/leaf';
import { Parameters } from '../support/parameters';
import { planOf } from '../support/plan';
import { emptyProject, testWorkspace } from '../support/workspace';

const project = emptyProject();
const s3 = mockClient(S3Client);
const backup = mockClient(BackupClient);
const autoScaling = mockClient(AutoScalingClient);
const ec2 = mockClient(EC2Client);
const efs = mockClient(EFSClient);
const parameters = new Parameters();

const removal = () =>
  new BaseRemoval(
    testWorkspace(project(), { base: baseConfig({ state: { bucket: 'states', region: 'eu-central-1' } }) }),
    createReporter(),
  );
const plan = () => removal().plan();

beforeEach(() => {
  for (const mock of [s3, backup, autoScaling, ec2, efs]) mock.reset();
  ec2.on(DescribeVpcsCommand).resolves({});
  efs.on(DescribeFileSystemsCommand).resolves({});
  s3.on(ListObjectsV2Command).resolves({});
  backup.on(ListBackupVaultsCommand).resolves({ BackupVaultList: [] });
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [] });
});

test('fails as wrong use when base is not deployed', async () => {
  await expect(plan()).rejects.toMatchObject({
    message: 'base is not deployed: there is nothing to destroy',
    exitCode: 2,
  });
});

test('says after a changed Name which projects exist', async () => {
  ec2.on(DescribeVpcsCommand).resolves({
    Vpcs: [{ VpcId: 'vpc-1', Tags: [{ Key: 'container-manager:project', Value: 'arcade' }] }],
  });

  await expect(plan()).rejects.toThrow(
    'base is not deployed: there is nothing to destroy\n' +
      'base of games has no state, but there is another project:\n  arcade: vpc-1\n' +
      "If you changed Name in base.yaml, put 'Name: arcade' back:",
  );
});

test('refuses when its vault exists and its state is somewhere else', async () => {
  const BackupVaultName = 'games-base-backups';
  backup.on(ListBackupVaultsCommand).resolves({ BackupVaultList: [{ BackupVaultName }] });

  await expect(plan()).rejects.toMatchObject({
    message: expect.stringContaining(
      `the state of base is not in s3://states/games/base/terraform.tfstate: ${BackupVaultName} exists in AWS but not in this state.`,
    ) as string,
    exitCode: 3,
  });
});

test('refuses, before Terraform plans, while nobody can remove the lock on its vault', async () => {
  const Key = 'games/base/terraform.tfstate';
  s3.on(ListObjectsV2Command).resolves({ Contents: [{ Key }] });
  s3.on(GetObjectCommand, { Key }).resolves({ Body: { transformToString: () => Promise.resolve('{}') } as never });
  backup.on(ListBackupVaultsCommand).resolves({
    BackupVaultList: [{ BackupVaultName: 'games-base-backups', Locked: true, LockDate: new Date(0) }],
  });
  const planned = jest.spyOn(Terraform.prototype, 'plan');

  await expect(plan()).rejects.toMatchObject({
    message: expect.stringContaining('the lock on the backup vault games-base-backups cannot be removed') as string,
    exitCode: 3,
  });
  expect(planned).not.toHaveBeenCalled();
  planned.mockRestore();
});

test('refuses while a leaf exists whose state is somewhere else', async () => {
  const Key = 'games/base/terraform.tfstate';
  s3.on(ListObjectsV2Command).resolves({ Contents: [{ Key }] });
  // a cast: of the stream we only want its text
  s3.on(GetObjectCommand, { Key }).resolves({ Body: { transformToString: () => Promise.resolve('{}') } as never });
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [group()] });

  await expect(plan()).rejects.toMatchObject({
    message: expect.stringContaining(
      'leaves whose states are not here still use base: AWS has games-minecraft-asg',
    ) as string,
    exitCode: 3,
  });
});

describe('after the person confirmed', () => {
  let applyPlan: jest.SpyInstance;

  beforeEach(() => {
    applyPlan = jest.spyOn(Terraform.prototype, 'applyPlan').mockResolvedValue({});
    s3.on(DeleteObjectCommand).resolves({});
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  test('destroys base when no leaf was deployed in the meantime', async () => {
    await removal().run();

    expect(applyPlan).toHaveBeenCalledTimes(1);
  });

  test('deletes the invitations that are left, and says before whose they are', async () => {
    const Key = 'games/base/terraform.tfstate';
    s3.on(ListObjectsV2Command).resolves({ Contents: [{ Key }] });
    s3.on(GetObjectCommand, { Key }).resolves({ Body: { transformToString: () => Promise.resolve('{}') } as never });
    jest.spyOn(Terraform.prototype, 'init').mockResolvedValue();
    jest.spyOn(Terraform.prototype, 'plan').mockResolvedValue(planOf([]));
    parameters.values.set('/games/invitations/gone/ada', 'hash');
    parameters.values.set('/arcade/invitations/gone/ada', 'hash');

    await expect(plan()).resolves.toContain(
      'Links to the start page that are left of leaves, and are deleted: those of ada (gone).',
    );
    await removal().run();

    expect([...parameters.values.keys()]).toEqual(['/arcade/invitations/gone/ada']);
  });

  test('refuses when a leaf was deployed in the meantime', async () => {
    s3.on(ListObjectsV2Command).resolves({
      Contents: ['base', 'minecraft'].map((stack) => ({ Key: `games/${stack}/terraform.tfstate` })),
    });

    await expect(removal().run()).rejects.toMatchObject({
      message: expect.stringMatching(/^leaves still use base: minecraft[.]/) as string,
      exitCode: 3,
    });
    expect(applyPlan).not.toHaveBeenCalled();
  });

  test('refuses when a leaf was deployed in the meantime whose state is somewhere else', async () => {
    autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [group()] });

    await expect(removal().run()).rejects.toMatchObject({
      message: expect.stringMatching(/^leaves whose states are not here still use base/) as string,
      exitCode: 3,
    });
    expect(applyPlan).not.toHaveBeenCalled();
  });
});
