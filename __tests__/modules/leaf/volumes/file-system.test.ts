import { EfsBackupPolicy } from '@cdktf/provider-aws/lib/efs-backup-policy';
import { EfsFileSystem } from '@cdktf/provider-aws/lib/efs-file-system';

import { Names } from '../../../../modules/aws/naming';
import { FileSystem, type FileSystemProps } from '../../../../modules/leaf/volumes/file-system';
import { type VolumeConfig } from '../../../../modules/config/types';
import { Template } from '../../../support/template';

const zone = (key: string) => ({ key, name: `eu-central-1-${key}`, subnetId: `subnet-${key}` });

const template = (volume: Partial<VolumeConfig> = {}, more: Partial<FileSystemProps> = {}) =>
  Template.of((stack) => {
    new FileSystem(stack, 'FileSystem', {
      names: new Names('project', 'leaf'),
      volume: {
        id: 'Data',
        enableBackups: true,
        keepOnDelete: true,
        paths: [{ path: '/data', readOnly: false }],
        ...volume,
      },
      zones: [zone('1')],
      ...more,
    });
  });
/** A lifecycle block that has these settings, and may have others. */
const lifecycle = (part: Readonly<Record<string, unknown>>) => expect.objectContaining(part) as unknown;

test('there is one file system, encrypted, whose throughput comes from credits', () => {
  const found = template();

  expect(found.synthesized).toHaveResourceWithProperties(EfsFileSystem, {
    encrypted: true,
    throughput_mode: 'bursting',
  });
  expect(found.resources('aws_efs_file_system')).toHaveLength(1);
});

test('files that nobody reads for 30 days move to cheaper storage, and back when somebody reads them', () => {
  expect(template().synthesized).toHaveResourceWithProperties(EfsFileSystem, {
    lifecycle_policy: [
      { transition_to_ia: 'AFTER_30_DAYS' },
      { transition_to_primary_storage_class: 'AFTER_1_ACCESS' },
    ],
  });
});

test('with one zone the file system is One Zone, in that zone', () => {
  expect(template({}, { zones: [zone('2')] }).synthesized).toHaveResourceWithProperties(EfsFileSystem, {
    availability_zone_name: 'eu-central-1-2',
  });
});

test('with several zones the file system is in all zones of its Region', () => {
  const found = template({}, { zones: [zone('1'), zone('2')] });

  expect(found.resource('aws_efs_file_system')).not.toHaveProperty('availability_zone_name');
});

test.each([true, false])('its tags name the leaf and the volume, and say whether it is kept (%s)', (keepOnDelete) => {
  expect(template({ id: 'World', keepOnDelete }).synthesized).toHaveResourceWithProperties(EfsFileSystem, {
    tags: {
      Name: 'project-leaf-World',
      'container-manager:volume': 'World',
      'container-manager:keep-on-delete': String(keepOnDelete),
    },
  });
});

test("AWS's automatic backups are off: they would cost money in addition to ours", () => {
  const found = template();

  expect(found.synthesized).toHaveResourceWithProperties(EfsBackupPolicy, {
    backup_policy: { status: 'DISABLED' },
    file_system_id: expect.stringMatching(/^\$\{aws_efs_file_system\.FileSystem_\w+\.id\}$/) as unknown,
  });
  expect(found.resources('aws_efs_backup_policy')).toHaveLength(1);
});

test('a file system has no fixed creation token, so AWS makes a new one while a kept one exists', () => {
  expect(template().resource('aws_efs_file_system')).not.toHaveProperty('creation_token');
});

test('a file system is never deleted while KeepOnDelete is true', () => {
  expect(template({ keepOnDelete: true }).synthesized).toHaveResourceWithProperties(EfsFileSystem, {
    lifecycle: lifecycle({ prevent_destroy: true }),
  });
});

test('Terraform may delete a file system while KeepOnDelete is false', () => {
  expect(template({ keepOnDelete: false }).resource('aws_efs_file_system').lifecycle).not.toHaveProperty(
    'prevent_destroy',
  );
});

test.each([undefined, 'fs-0123456789abcdef0'])(
  'a file system is never replaced because of a setting that AWS cannot change (FileSystemId %s)',
  (fileSystemId) => {
    const found = template(fileSystemId === undefined ? {} : { fileSystemId });

    expect(found.synthesized).toHaveResourceWithProperties(EfsFileSystem, {
      lifecycle: lifecycle({ ignore_changes: ['encrypted', 'availability_zone_name'] }),
    });
  },
);

test('without FileSystemId nothing is imported', () => {
  expect(template().json).not.toHaveProperty('import');
});

test('with FileSystemId that file system is imported, and a plan fails when the state has another one', () => {
  const found = template({ fileSystemId: 'fs-0123456789abcdef0' });

  const [address] = found.addresses().filter((one) => one.startsWith('aws_efs_file_system.'));
  expect(found.json.import).toEqual([{ id: 'fs-0123456789abcdef0', to: address }]);
  expect(found.synthesized).toHaveResourceWithProperties(EfsFileSystem, {
    lifecycle: lifecycle({
      postcondition: [
        expect.anything(),
        {
          condition: '${(self.id == "fs-0123456789abcdef0")}',
          error_message: expect.stringMatching(
            /volume 'Data' has the file system \$\{self\.id\} already, but Volumes\.Data\.FileSystemId is fs-0123456789abcdef0: remove FileSystemId/,
          ) as unknown,
        },
      ],
    }),
  });
});

test('a plan fails when the file system is only in a zone that is not the one zone of base', () => {
  expect(template({}, { zones: [zone('1')] }).synthesized).toHaveResourceWithProperties(EfsFileSystem, {
    lifecycle: lifecycle({
      postcondition: [
        {
          condition: '${contains(["", "eu-central-1-1"], join("", compact([self.availability_zone_name])))}',
          error_message: expect.stringContaining('set Vpc.MaxAZs to 1 and Vpc.AvailabilityZones') as unknown,
        },
      ],
    }),
  });
});

test('a plan fails when base has several zones and the file system is only in one', () => {
  expect(template({}, { zones: [zone('1'), zone('2')] }).synthesized).toHaveResourceWithProperties(EfsFileSystem, {
    lifecycle: lifecycle({
      postcondition: [
        expect.objectContaining({ condition: '${contains([""], join("", compact([self.availability_zone_name])))}' }),
      ],
    }),
  });
});
