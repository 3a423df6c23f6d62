import { EfsAccessPoint } from '@cdktf/provider-aws/lib/efs-access-point';
import { EfsFileSystemPolicy } from '@cdktf/provider-aws/lib/efs-file-system-policy';
import { EfsMountTarget } from '@cdktf/provider-aws/lib/efs-mount-target';

import { Names } from '../../../../modules/aws/naming';
import { type MountedVolume } from '../../../../modules/aws/storage-types';
import { type VolumePathConfig } from '../../../../modules/config/types';
import { Volume, type VolumeProps } from '../../../../modules/leaf/volumes/volume';
import { json } from '../../../support/matchers';
import { Template } from '../../../support/template';

const zone = (key: string) => ({ key, name: `eu-central-1-${key}`, subnetId: `subnet-${key}` });

function synthesized(paths: readonly VolumePathConfig[], more: Partial<VolumeProps> = {}) {
  let mounted: MountedVolume | undefined;
  const found = Template.of((stack) => {
    mounted = new Volume(stack, 'Volume', {
      names: new Names('project', 'leaf'),
      volume: { id: 'Data', enableBackups: true, keepOnDelete: true, paths },
      zones: [zone('1')],
      securityGroupId: 'sg-1',
      taskRoleArn: 'arn:aws:iam::123456789012:role/task',
      instanceRoleArn: 'arn:aws:iam::123456789012:role/instance',
      ...more,
    }).mounted;
  });
  return { found, mounted: mounted! };
}
const path = (text: string, readOnly = false): VolumePathConfig => ({ path: text, readOnly });

describe('access points', () => {
  test('paths that differ only in what a slug drops have folders of their own, and the first keeps the name of its slug', () => {
    const directories = (...paths: readonly string[]) =>
      synthesized(paths.map((text) => path(text))).mounted.paths.map(({ path, slug }) => [path, slug]);

    expect(directories('/home/steam/Steam', '/home/steam/.steam', '/home/steam/steam')).toEqual([
      ['/home/steam/Steam', 'home-steam-steam'],
      ['/home/steam/.steam', expect.stringMatching(/^home-steam-steam-[0-9a-f]{6}$/)],
      ['/home/steam/steam', expect.stringMatching(/^home-steam-steam-[0-9a-f]{6}$/)],
    ]);
    // whatever is listed between them
    expect(directories('/home/steam/Steam', '/data', '/home/steam/steam', '/home/steam/.steam')).toEqual(
      expect.arrayContaining(directories('/home/steam/Steam', '/home/steam/.steam', '/home/steam/steam')),
    );
  });

  test('each path has one, for a directory that any user may use, and it forces no user', () => {
    const { found } = synthesized([path('/data')]);

    expect(found.synthesized).toHaveResourceWithProperties(EfsAccessPoint, {
      file_system_id: expect.stringMatching(/^\$\{aws_efs_file_system\./) as unknown,
      root_directory: {
        path: '/data',
        creation_info: { owner_uid: 0, owner_gid: 0, permissions: '0777' },
      },
      tags: { Name: 'project-leaf-Data-data' },
    });
    expect(found.resource('aws_efs_access_point')).not.toHaveProperty('posix_user');
  });

  test.each([
    ['/home/steam/.config/unity3d/IronGate/Valheim/worlds', '/home-steam-config-unity3d-irongate-valheim-worlds'],
    ['/opt/My World', '/opt-my-world'],
    ['/.hidden', '/hidden'],
    [`/${'x'.repeat(99)}`, `/${'x'.repeat(99)}`],
  ])('%s is kept in a directory whose name EFS takes', (text, directory) => {
    const { found } = synthesized([path(text)]);

    expect(found.synthesized).toHaveResourceWithProperties(EfsAccessPoint, {
      root_directory: expect.objectContaining({ path: directory }) as unknown,
    });
    expect(found.resources('aws_efs_access_point')).toHaveLength(1);
    // Path of RootDirectory in the EFS API reference
    expect(directory).toMatch(/^(\/|(\/(?!\.)+[^$#<>;`|&?{}^*/\n]+){1,4})$/);
    expect(directory.length).toBeLessThanOrEqual(100);
  });

  test('adding or removing a path changes no other access point', () => {
    const ids = (...texts: string[]) => synthesized(texts.map((text) => path(text))).found.addresses();

    expect(ids('/mods', '/data')).toEqual(expect.arrayContaining(ids('/data')));
  });

  test('fails when the path has nothing that could name a directory', () => {
    expect(() => synthesized([path('/')])).toThrow(
      /^stack\/Volume: the path '\/' has no letter or digit that could name a directory/,
    );
  });

  test('fails when the directory would be longer than EFS takes', () => {
    expect(() => synthesized([path(`/${'x'.repeat(100)}`)])).toThrow(
      /^stack\/Volume: the path '\/x{100}' is too long: EFS takes 100 characters, and its directory would be '\/x{100}'$/,
    );
  });
});

describe('mount targets', () => {
  test('each zone has one, with the given security group', () => {
    const { found } = synthesized([path('/data')], { zones: [zone('1'), zone('2')], securityGroupId: 'sg-2' });

    for (const subnet_id of ['subnet-1', 'subnet-2']) {
      expect(found.synthesized).toHaveResourceWithProperties(EfsMountTarget, { subnet_id, security_groups: ['sg-2'] });
    }
    expect(found.resources('aws_efs_mount_target')).toHaveLength(2);
  });

  test('adding a zone changes no other mount target', () => {
    const ids = (...keys: string[]) => synthesized([path('/data')], { zones: keys.map(zone) }).found.addresses();

    expect(ids('1', '2')).toEqual(expect.arrayContaining(ids('1')));
  });
});

describe('the policy', () => {
  test('lets the container mount only through the access points of this volume', () => {
    const { found } = synthesized([path('/data'), path('/mods', true)]);

    const statement = (Sid: string, name: string): unknown =>
      expect.objectContaining({
        Sid,
        Condition: {
          StringEquals: {
            'elasticfilesystem:AccessPointArn': [
              expect.stringMatching(
                new RegExp(`^\\$\\{aws_efs_access_point\\.Volume_AccessPoint-${name}_\\w+\\.arn\\}$`),
              ),
            ],
          },
        },
      });
    expect(found.synthesized).toHaveResourceWithProperties(EfsFileSystemPolicy, {
      policy: json(
        expect.objectContaining({
          Statement: expect.arrayContaining([
            statement('ContainerWrites', 'data'),
            statement('ContainerReads', 'mods'),
          ]) as unknown,
        }),
      ),
    });
    expect(found.resources('aws_efs_file_system_policy')).toHaveLength(1);
  });

  test("keeps AWS's check that nobody locks himself out", () => {
    expect(synthesized([path('/data')]).found.resource('aws_efs_file_system_policy')).not.toHaveProperty(
      'bypass_policy_lockout_safety_check',
    );
  });
});

test('a mounted volume has its paths in the order and with the settings of the config', () => {
  const { mounted } = synthesized([path('/mods', true), path('/opt/data')]);

  expect(mounted).toMatchObject({
    id: 'Data',
    paths: [
      { path: '/mods', readOnly: true, slug: 'mods' },
      { path: '/opt/data', readOnly: false, slug: 'opt-data' },
    ],
  });
});
