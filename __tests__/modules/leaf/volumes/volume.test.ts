import { Names } from '../../../../modules/aws/naming';
import { type MountedVolume } from '../../../../modules/aws/storage-types';
import { type VolumePathConfig } from '../../../../modules/config/types';
import { Volume, type VolumeProps } from '../../../../modules/leaf/volumes/volume';
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
  test('each path has one, in a directory that any user may use, and forces no user', () => {
    const { found } = synthesized([path('/data')]);

    const accessPoint = found.resource('aws_efs_access_point');
    expect(accessPoint).toMatchObject({
      file_system_id: expect.stringMatching(/^\$\{aws_efs_file_system\./) as string,
      root_directory: {
        path: '/data',
        creation_info: { owner_uid: 0, owner_gid: 0, permissions: '0777' },
      },
      tags: { Name: 'project-leaf-Data-data' },
    });
    expect(accessPoint).not.toHaveProperty('posix_user');
  });

  test.each([
    ['/home/steam/.config/unity3d/IronGate/Valheim/worlds', '/home-steam-config-unity3d-irongate-valheim-worlds'],
    ['/opt/My World', '/opt-my-world'],
    ['/.hidden', '/hidden'],
    [`/${'x'.repeat(99)}`, `/${'x'.repeat(99)}`],
  ])('%s is kept in a directory that EFS takes', (text, directory) => {
    const [accessPoint] = synthesized([path(text)]).found.resources('aws_efs_access_point');

    const root = (accessPoint!.root_directory as { path: string }).path;
    expect(root).toBe(directory);
    // Path of RootDirectory in the EFS API reference
    expect(root).toMatch(/^(\/|(\/(?!\.)+[^$#<>;`|&?{}^*/\n]+){1,4})$/);
    expect(root.length).toBeLessThanOrEqual(100);
  });

  test('paths that come and go change no other access point', () => {
    const ids = (...texts: string[]) => synthesized(texts.map((text) => path(text))).found.addresses();

    expect(ids('/mods', '/data')).toEqual(expect.arrayContaining(ids('/data')));
  });

  test('fails when the path has nothing that could name a directory', () => {
    expect(() => synthesized([path('/')])).toThrow(
      /^stack\/Volume: the path '\/' has no letter or digit that could name a directory/,
    );
  });

  test('fails when the directory would be too long', () => {
    expect(() => synthesized([path(`/${'x'.repeat(100)}`)])).toThrow(
      /^stack\/Volume: the path '\/x{100}' is too long: EFS takes 100 characters, and its directory would be '\/x{100}'$/,
    );
  });
});

describe('mount targets', () => {
  test('there is one in each zone, for the given security group', () => {
    const { found } = synthesized([path('/data')], { zones: [zone('1'), zone('2')], securityGroupId: 'sg-2' });

    expect(found.resources('aws_efs_mount_target')).toEqual([
      expect.objectContaining({ subnet_id: 'subnet-1', security_groups: ['sg-2'] }),
      expect.objectContaining({ subnet_id: 'subnet-2', security_groups: ['sg-2'] }),
    ]);
  });

  test('a new zone changes no other mount target', () => {
    const ids = (...keys: string[]) => synthesized([path('/data')], { zones: keys.map(zone) }).found.addresses();

    expect(ids('1', '2')).toEqual(expect.arrayContaining(ids('1')));
  });
});

describe('the policy', () => {
  const policy = (found: Template) =>
    JSON.parse(String(found.resource('aws_efs_file_system_policy').policy)) as {
      Statement: { Sid: string; Condition: unknown }[];
    };

  test('lets the container in through the access points of this volume alone', () => {
    const { found } = synthesized([path('/data'), path('/mods', true)]);

    const conditions = Object.fromEntries(policy(found).Statement.map(({ Sid, Condition }) => [Sid, Condition]));
    const arns = (name: string): unknown => [
      expect.stringMatching(new RegExp(`^\\$\\{aws_efs_access_point\\.Volume_AccessPoint-${name}_\\w+\\.arn\\}$`)),
    ];
    expect(conditions).toMatchObject({
      ContainerWrites: { StringEquals: { 'elasticfilesystem:AccessPointArn': arns('data') } },
      ContainerReads: { StringEquals: { 'elasticfilesystem:AccessPointArn': arns('mods') } },
    });
  });

  test("keeps AWS's check that nobody locks himself out", () => {
    expect(synthesized([path('/data')]).found.resource('aws_efs_file_system_policy')).not.toHaveProperty(
      'bypass_policy_lockout_safety_check',
    );
  });
});

test('a mounted volume tells its paths as they were configured', () => {
  const { mounted } = synthesized([path('/mods', true), path('/opt/data')]);

  expect(mounted).toMatchObject({
    id: 'Data',
    paths: [
      { path: '/mods', readOnly: true, slug: 'mods' },
      { path: '/opt/data', readOnly: false, slug: 'opt-data' },
    ],
  });
});
