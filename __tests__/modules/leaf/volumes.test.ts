import { BackupPlan } from '@cdktf/provider-aws/lib/backup-plan';
import { BackupSelection } from '@cdktf/provider-aws/lib/backup-selection';
import { EfsFileSystem } from '@cdktf/provider-aws/lib/efs-file-system';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { TerraformOutput } from 'cdktf';

import { Names } from '../../../modules/aws/naming';
import { type MountedVolume } from '../../../modules/aws/storage-types';
import { type VolumeConfig } from '../../../modules/config/types';
import { Volumes, type VolumesProps } from '../../../modules/leaf/volumes';
import { Template } from '../../support/template';

const volume = (more: Partial<VolumeConfig> = {}): VolumeConfig => ({
  id: 'Data',
  enableBackups: true,
  keepOnDelete: true,
  paths: [{ path: '/data', readOnly: false }],
  ...more,
});

const zone = (key: string) => ({ key, name: `eu-central-1-${key}`, subnetId: `subnet-${key}` });

const props = (more: Partial<VolumesProps> = {}): VolumesProps => ({
  names: new Names('project', 'leaf'),
  volumes: [volume()],
  zones: [zone('1')],
  securityGroupId: 'sg-1',
  backupVaultName: 'vault',
  backupVaultArn: 'arn:aws:backup:eu-central-1:123456789012:backup-vault:vault',
  taskRoleArn: 'arn:aws:iam::123456789012:role/task',
  instanceRoleArn: 'arn:aws:iam::123456789012:role/instance',
  accountId: '123456789012',
  partition: 'aws',
  ...more,
});

function synthesized(more: Partial<VolumesProps> = {}): { found: Template; mounted: readonly MountedVolume[] } {
  let mounted: readonly MountedVolume[] = [];
  const found = Template.of((stack) => {
    mounted = new Volumes(stack, 'Volumes', props(more)).volumes;
  });
  return { found, mounted };
}

test('without volumes it makes nothing', () => {
  const { found, mounted } = synthesized({ volumes: [] });

  expect(found.addresses()).toEqual([]);
  expect(mounted).toEqual([]);
});

test('a volume is one file system, with what is needed to mount and to back it up, and nothing else', () => {
  const { found } = synthesized();

  expect(found.addresses().map((address) => address.replace(/_[0-9A-F]{8}$/, ''))).toEqual([
    'aws_backup_plan.Volumes_Backups_Plan',
    'aws_backup_selection.Volumes_Backups_Selection',
    'aws_efs_access_point.Volumes_Volume-Data_AccessPoint-data',
    'aws_efs_backup_policy.Volumes_Volume-Data_FileSystem_BackupPolicy',
    'aws_efs_file_system.Volumes_Volume-Data_FileSystem',
    'aws_efs_file_system_policy.Volumes_Volume-Data_Policy',
    'aws_efs_mount_target.Volumes_Volume-Data_MountTarget-1',
    'aws_iam_role.Volumes_Backups_Role',
    'aws_iam_role_policy.Volumes_Backups_Role_Policy',
  ]);
});

test('each volume has a file system of its own, whose address in the state no other volume changes', () => {
  const data = volume({ id: 'Data' });
  const config = volume({ id: 'Config', paths: [{ path: '/config', readOnly: false }] });

  const both = synthesized({ volumes: [config, data] });

  expect(both.mounted.map(({ id }) => id)).toEqual(['Config', 'Data']);
  expect(both.mounted[0]!.fileSystemId).not.toBe(both.mounted[1]!.fileSystemId);
  for (const id of ['Config', 'Data']) {
    expect(both.found.synthesized).toHaveResourceWithProperties(EfsFileSystem, {
      tags: expect.objectContaining({ 'container-manager:volume': id }) as unknown,
    });
  }
  expect(both.found.resources('aws_efs_file_system')).toHaveLength(2);
  expect(both.found.resources('aws_efs_file_system_policy')).toHaveLength(2);
  expect(both.found.addresses()).toEqual(expect.arrayContaining(synthesized({ volumes: [data] }).found.addresses()));
});

test('a volume may have the name of a part of the module', () => {
  const volumes = ['Backups', 'Volume', 'Resource'].map((id) => volume({ id }));

  expect(synthesized({ volumes }).found.resources('aws_efs_file_system')).toHaveLength(3);
});

test('what mounts a volume is made after its mount targets and its policy', () => {
  const found = Template.of((stack) => {
    const { volumes } = new Volumes(stack, 'Volumes', props({ zones: [zone('1'), zone('2')] }));
    new TerraformOutput(stack, 'mount', { value: volumes[0]!.id, dependsOn: [...volumes[0]!.dependables] });
  });

  const { depends_on } = found.json.output!.mount as unknown as { depends_on: string[] };
  expect(depends_on.map((address) => address.replace(/^\$\{|_[0-9A-F]{8}\}$/g, ''))).toEqual([
    'aws_efs_mount_target.Volumes_Volume-Data_MountTarget-1',
    'aws_efs_mount_target.Volumes_Volume-Data_MountTarget-2',
    'aws_efs_file_system_policy.Volumes_Volume-Data_Policy',
  ]);
});

test('only volumes with EnableBackups are backed up', () => {
  const { found } = synthesized({
    volumes: [volume({ id: 'Cache', enableBackups: false }), volume({ id: 'World' }), volume({ id: 'Mods' })],
  });

  expect(found.synthesized).toHaveResourceWithProperties(BackupSelection, {
    resources: [
      expect.stringContaining('Volumes_Volume-World_FileSystem') as unknown,
      expect.stringContaining('Volumes_Volume-Mods_FileSystem') as unknown,
    ],
  });
  expect(found.resources('aws_backup_selection')).toHaveLength(1);
  expect(found.resources('aws_backup_plan')).toHaveLength(1);
});

test('without a volume with EnableBackups there is no backup plan and no role', () => {
  const { found } = synthesized({ volumes: [volume({ enableBackups: false, keepOnDelete: false })] });

  expect(found.synthesized).toHaveResource(EfsFileSystem);
  expect(found.resources('aws_efs_file_system')).toHaveLength(1);
  expect(found.addresses().filter((address) => /^aws_(backup|iam)/.test(address))).toEqual([]);
});

test('backups go to the given vault', () => {
  const backupVaultArn = 'arn:aws-cn:backup:cn-north-1:123456789012:backup-vault:other';
  const { found } = synthesized({ backupVaultName: 'other', backupVaultArn });

  expect(found.synthesized).toHaveResourceWithProperties(BackupPlan, {
    rule: [expect.objectContaining({ target_vault_name: 'other' })],
  });
  expect(found.synthesized).toHaveResourceWithProperties(IamRolePolicy, {
    policy: expect.stringContaining(backupVaultArn) as unknown,
  });
  expect(found.resources('aws_iam_role_policy')).toHaveLength(1);
});
