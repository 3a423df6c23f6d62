import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { BackupClient, ListBackupVaultsCommand } from '@aws-sdk/client-backup';
import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';

import { createReporter } from '../../../cli/terminal/reporter';
import { Terraform } from '../../../cli/terraform/terraform';
import { BaseRemoval } from '../../../cli/retire/remove-base';
import { baseConfig, group } from '../support/leaf';
import { emptyProject, testWorkspace } from '../support/workspace';

const project = emptyProject();
const s3 = mockClient(S3Client);
const backup = mockClient(BackupClient);
const autoScaling = mockClient(AutoScalingClient);

const removal = () =>
  new BaseRemoval(
    testWorkspace(project(), { base: baseConfig({ state: { bucket: 'states', region: 'eu-central-1' } }) }),
    createReporter(),
  );
const plan = () => removal().plan();

beforeEach(() => {
  for (const mock of [s3, backup, autoScaling]) mock.reset();
  s3.on(ListObjectsV2Command).resolves({});
  backup.on(ListBackupVaultsCommand).resolves({ BackupVaultList: [] });
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [] });
});

test('fails as wrong use where there is no base', async () => {
  await expect(plan()).rejects.toMatchObject({
    message: expect.stringContaining('not deployed') as string,
    exitCode: 2,
  });
});

test('fails where its vault stands and its state is somewhere else', async () => {
  const BackupVaultName = 'games-base-backups';
  backup.on(ListBackupVaultsCommand).resolves({ BackupVaultList: [{ BackupVaultName }] });

  await expect(plan()).rejects.toMatchObject({
    message: expect.stringContaining(
      `the state of base is not in s3://states/games/base/terraform.tfstate: AWS has ${BackupVaultName},`,
    ) as string,
    exitCode: 3,
  });
});

test('fails while a leaf stands on it whose state is somewhere else', async () => {
  const Key = 'games/base/terraform.tfstate';
  s3.on(ListObjectsV2Command).resolves({ Contents: [{ Key }] });
  // a cast: of the stream we only want its text
  s3.on(GetObjectCommand, { Key }).resolves({ Body: { transformToString: () => Promise.resolve('{}') } as never });
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [group()] });

  await expect(plan()).rejects.toMatchObject({
    message: expect.stringContaining(
      'leaves stand on base whose states are not here: AWS has games-minecraft-asg',
    ) as string,
    exitCode: 3,
  });
});

describe('what was deployed while the name was waited for', () => {
  let applyPlan: jest.SpyInstance;

  beforeEach(() => {
    applyPlan = jest.spyOn(Terraform.prototype, 'applyPlan').mockResolvedValue({});
    s3.on(DeleteObjectCommand).resolves({});
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  test('where there is nothing, base goes', async () => {
    await removal().run();

    expect(applyPlan).toHaveBeenCalledTimes(1);
  });

  test('fails where there is the state of a leaf', async () => {
    s3.on(ListObjectsV2Command).resolves({
      Contents: ['base', 'minecraft'].map((stack) => ({ Key: `games/${stack}/terraform.tfstate` })),
    });

    await expect(removal().run()).rejects.toMatchObject({
      message: expect.stringMatching(/^leaves stand on base: minecraft[.]/) as string,
      exitCode: 3,
    });
    expect(applyPlan).not.toHaveBeenCalled();
  });

  test('fails where there is the group of a leaf whose state is somewhere else', async () => {
    autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [group()] });

    await expect(removal().run()).rejects.toMatchObject({
      message: expect.stringMatching(/^leaves stand on base whose states are not here/) as string,
      exitCode: 3,
    });
    expect(applyPlan).not.toHaveBeenCalled();
  });
});
