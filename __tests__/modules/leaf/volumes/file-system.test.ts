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
const fileSystem = (...args: Parameters<typeof template>) => template(...args).resource('aws_efs_file_system');

test('a file system is encrypted and earns its throughput', () => {
  expect(fileSystem()).toMatchObject({ encrypted: true, throughput_mode: 'bursting' });
});

test('files that nobody reads for a month become cheap, and come back when they are read', () => {
  expect(fileSystem().lifecycle_policy).toEqual([
    { transition_to_ia: 'AFTER_30_DAYS' },
    { transition_to_primary_storage_class: 'AFTER_1_ACCESS' },
  ]);
});

test('with one zone the file system is One Zone, in that zone', () => {
  expect(fileSystem({}, { zones: [zone('2')] }).availability_zone_name).toBe('eu-central-1-2');
});

test('with several zones the file system is in all of them', () => {
  expect(fileSystem({}, { zones: [zone('1'), zone('2')] })).not.toHaveProperty('availability_zone_name');
});

test.each([true, false])('tags name the file system, its volume, and whether it is kept (%s)', (keepOnDelete) => {
  expect(fileSystem({ id: 'World', keepOnDelete }).tags).toEqual({
    Name: 'project-leaf-World',
    'container-manager:volume': 'World',
    'container-manager:keep-on-delete': String(keepOnDelete),
  });
});

test('AWS makes no automatic backups that would be paid beside ours', () => {
  const found = template();

  expect(found.resource('aws_efs_backup_policy')).toMatchObject({
    backup_policy: { status: 'DISABLED' },
    file_system_id: expect.stringMatching(/^\$\{aws_efs_file_system\.FileSystem_\w+\.id\}$/) as string,
  });
});

test('no creation token ties a new file system to one that was kept', () => {
  expect(fileSystem()).not.toHaveProperty('creation_token');
});

test('Terraform refuses to destroy a file system that is to be kept', () => {
  expect(fileSystem({ keepOnDelete: true }).lifecycle).toMatchObject({ prevent_destroy: true });
});

test('Terraform may destroy a file system that is not to be kept', () => {
  expect(fileSystem({ keepOnDelete: false }).lifecycle).not.toHaveProperty('prevent_destroy');
});

test.each([undefined, 'fs-0123456789abcdef0'])(
  'no difference in what AWS cannot change replaces a file system (FileSystemId %s)',
  (fileSystemId) => {
    const found = fileSystem(fileSystemId === undefined ? {} : { fileSystemId });

    expect(found.lifecycle).toMatchObject({ ignore_changes: ['encrypted', 'availability_zone_name'] });
  },
);

test('a new file system is not imported', () => {
  expect(template().json).not.toHaveProperty('import');
});

test('an adopted file system is imported, and must be the one that was asked for', () => {
  const found = template({ fileSystemId: 'fs-0123456789abcdef0' });

  const [address] = found.addresses().filter((one) => one.startsWith('aws_efs_file_system.'));
  expect(found.json.import).toEqual([{ id: 'fs-0123456789abcdef0', to: address }]);
  expect(found.resource('aws_efs_file_system').lifecycle).toMatchObject({
    postcondition: [
      expect.anything(),
      {
        condition: '${(self.id == "fs-0123456789abcdef0")}',
        error_message: expect.stringMatching(
          /volume 'Data' has the file system \$\{self\.id\} already, but Volumes\.Data\.FileSystemId is fs-0123456789abcdef0: remove FileSystemId/,
        ) as string,
      },
    ],
  });
});

test('a file system in one zone must be in the one zone of the base', () => {
  expect(fileSystem({}, { zones: [zone('1')] }).lifecycle).toMatchObject({
    postcondition: [
      {
        condition: '${contains(["", "eu-central-1-1"], join("", compact([self.availability_zone_name])))}',
        error_message: expect.stringContaining('set Vpc.MaxAZs to 1 and Vpc.AvailabilityZones') as string,
      },
    ],
  });
});

test('with several zones a file system must not be in one alone', () => {
  expect(fileSystem({}, { zones: [zone('1'), zone('2')] }).lifecycle).toMatchObject({
    postcondition: [{ condition: '${contains([""], join("", compact([self.availability_zone_name])))}' }],
  });
});
