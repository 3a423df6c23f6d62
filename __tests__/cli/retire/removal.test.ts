import {
  assertStateComplete,
  isNothing,
  type LeafInventory,
  type Removal,
  removalOf,
} from '../../../cli/retire/removal';
import { MAX_STOP_TIMEOUT_SECONDS } from '../../../modules/config/schema/leaf';
import { type LeafConfig } from '../../../modules/config/types';
import { stackContents } from '../../../cli/state/contents';
import { at, group, leafConfig } from '../support/leaf';
import { type ResourceInState, stateOf } from '../support/state';

const fileSystem = (volume: string, keep?: boolean) => ({
  address: `aws_efs_file_system.${volume}`,
  values: {
    id: `fs-${volume}`,
    tags_all: {
      'container-manager:leaf': 'a.b',
      'container-manager:volume': volume,
      ...(keep !== undefined && { 'container-manager:keep-on-delete': String(keep) }),
    },
  },
});
const other = (type: string, mode = 'managed') => ({ address: `${type}.Other`, mode });
const inAws = (volumeId: string) => ({
  fileSystemId: `fs-${volumeId}`,
  leafId: 'a.b',
  volumeId,
  bytes: 0,
  mountTargets: 0,
});

interface Case {
  readonly inAws?: LeafInventory['inAws'];
  readonly leaf?: LeafConfig;
  readonly deleteData?: boolean;
}

/** The removal of the leaf `a.b` with these resources in its state. */
function removal(resources: ResourceInState[], { inAws = [], leaf, deleteData = false }: Case = {}): Removal {
  return removalOf(inventory(resources, { inAws }), leaf, deleteData);
}

function inventory(resources: ResourceInState[], more: Partial<LeafInventory> = {}): LeafInventory {
  const contents = stackContents(stateOf(...resources));
  return { stack: 'a-b', contents, project: 'games', groupName: 'games-a-b-asg', group: undefined, inAws: [], ...more };
}

const volumes = (of: readonly { volumeId: string }[]) => of.map(({ volumeId }) => volumeId);

test('takes the id of the leaf from the tags in its state', () => {
  expect(stackContents(stateOf(other('aws_sns_topic'), fileSystem('World', true))).leafId).toBe('a.b');
  expect(stackContents(stateOf(other('aws_sns_topic'))).leafId).toBeUndefined();
});

test('takes Name and the name of the group from the state', () => {
  const tagged = {
    ...other('aws_sns_topic'),
    values: { tags_all: { 'container-manager:project': 'games' } },
  };
  const group = { ...other('aws_autoscaling_group'), values: { name: 'games-a-b-asg' } };

  expect(stackContents(stateOf(tagged, group))).toMatchObject({ project: 'games', groupName: 'games-a-b-asg' });
  expect(stackContents(stateOf(other('aws_iam_role_policy')))).toMatchObject({
    project: undefined,
    groupName: undefined,
  });
});

test('keeps what was deployed with KeepOnDelete, and nothing else', () => {
  const found = removal([
    fileSystem('World', true),
    fileSystem('Cache', false),
    other('aws_sns_topic'),
    other('aws_efs_access_point'),
    other('archive_file', 'data'),
  ]);

  expect(found).toEqual({
    invited: [],
    leafId: 'a.b',
    project: 'games',
    groupName: 'games-a-b-asg',
    hasYaml: false,
    stopTimeoutSeconds: MAX_STOP_TIMEOUT_SECONDS,
    toForget: [
      {
        address: 'aws_efs_file_system.World',
        fileSystemId: 'fs-World',
        volumeId: 'World',
        keepOnDelete: true,
      },
    ],
    kept: [{ volumeId: 'World', fileSystemId: 'fs-World', isCurrent: true }],
    lost: [{ volumeId: 'Cache', fileSystemId: 'fs-Cache', isCurrent: true }],
    others: 2,
  });
});

test('keeps a file system without a tag of KeepOnDelete', () => {
  expect(volumes(removal([fileSystem('World')]).kept)).toEqual(['World']);
});

test('keeps a volume that has KeepOnDelete only in a YAML that was not deployed', () => {
  const volume = { enableBackups: true, paths: [] };
  const leaf = leafConfig({
    volumes: [
      { ...volume, id: 'World', keepOnDelete: true },
      { ...volume, id: 'Cache', keepOnDelete: false },
    ],
  });

  const found = removal([fileSystem('World', false), fileSystem('Cache', false)], { leaf });

  expect(volumes(found.kept)).toEqual(['World']);
  expect(volumes(found.lost)).toEqual(['Cache']);
});

test('a second run lists what the first one kept', () => {
  const found = removal([other('aws_sns_topic')], { inAws: [inAws('World'), inAws('Mods')] });

  expect(found.toForget).toEqual([]);
  expect(volumes(found.kept)).toEqual(['Mods', 'World']);
  expect(found.others).toBe(1);
});

test('lists a file system once that is in the state and in AWS', () => {
  expect(volumes(removal([fileSystem('World', true)], { inAws: [inAws('World')] }).kept)).toEqual(['World']);
});

test('sorts several file systems of a volume: the one in the state, then the largest, then the newest', () => {
  const left = (fileSystemId: string, bytes: number, time: string) => ({
    ...inAws('World'),
    fileSystemId,
    bytes,
    createdAt: at(time),
  });
  const more = {
    inAws: [left('fs-1', 1, '10:00'), left('fs-2', 1, '11:00'), left('fs-3', 2, '10:00'), inAws('World')],
  };
  const ids = ({ kept }: Removal) => kept.map(({ fileSystemId }) => fileSystemId);

  expect(ids(removal([fileSystem('World', true)], more))).toEqual(['fs-World', 'fs-3', 'fs-2', 'fs-1']);
  expect(removal([fileSystem('World', true)], more).kept[1]).toEqual({
    volumeId: 'World',
    fileSystemId: 'fs-3',
    isCurrent: false,
    bytes: 2,
    createdAt: at('10:00'),
  });
  expect(ids(removal([], { inAws: more.inAws.slice(0, 3) }))).toEqual(['fs-3', 'fs-2', 'fs-1']);
});

test('with deleteData keeps nothing, not even what was kept before', () => {
  const found = removal([fileSystem('World', true)], { deleteData: true, inAws: [inAws('World'), inAws('Old')] });

  expect(found.toForget).toEqual([]);
  expect(found.kept).toEqual([]);
  expect(volumes(found.lost)).toEqual(['Old', 'World']);
});

test('there is nothing to remove with an empty state and no file system', () => {
  expect(isNothing(removal([]))).toBe(true);
  expect(isNothing(removal([], { inAws: [inAws('World')] }))).toBe(false);
  expect(isNothing(removal([other('aws_sns_topic')]))).toBe(false);
});

test('gives the container the time to stop of its YAML, and without YAML the longest', () => {
  const leaf = leafConfig();

  expect(removal([], { leaf })).toMatchObject({ hasYaml: true, stopTimeoutSeconds: leaf.container.stopTimeoutSeconds });
  expect(removal([])).toMatchObject({ hasYaml: false, stopTimeoutSeconds: MAX_STOP_TIMEOUT_SECONDS });
});

describe('assertStateComplete', () => {
  const mounted = (mountTargets: number) => ({ ...inAws('World'), mountTargets });
  const check = (resources: ResourceInState[], more: Partial<LeafInventory> = {}) => {
    const leaf = inventory(resources, { stack: 'minecraft', ...more });
    return () => {
      assertStateComplete(leaf, 's3://states/games/minecraft/terraform.tfstate');
    };
  };
  const ITS_GROUP = { address: 'aws_autoscaling_group.It', values: { name: 'games-minecraft-asg' } };

  test.each<[string, ResourceInState[], Partial<LeafInventory>]>([
    ['nothing of it', [], {}],
    ['what the state has', [ITS_GROUP], { group: group(), inAws: [mounted(1)] }],
    ['only a file system that was kept', [], { inAws: [mounted(0)] }],
    [
      'file systems that a removal took out of the state before it failed',
      [other('aws_efs_mount_target')],
      { inAws: [mounted(1)] },
    ],
  ])('passes when AWS has %s', (_, resources, more) => {
    expect(check(resources, more)).not.toThrow();
  });

  test('refuses when another computer has the state', () => {
    expect(check([], { group: group(), inAws: [mounted(1)] })).toThrow(
      expect.objectContaining({
        message:
          'the state of minecraft is not in s3://states/games/minecraft/terraform.tfstate: games-minecraft-asg and fs-World ' +
          'exist in AWS but not in this state. Run this where the state is: with the State of base.yaml that it was ' +
          'deployed with, or on the computer that has it in terraform.tfstate.d. If a deployment was killed, finish it ' +
          'with ./cm deploy first. Nothing was changed.',
        exitCode: 3,
      }) as Error,
    );
  });

  test.each<[string, ResourceInState[], Partial<LeafInventory>]>([
    ['the group', [], { group: group() }],
    ['a file system that is mounted', [], { inAws: [mounted(2)] }],
    ['the group, and the state has other resources', [other('aws_sns_topic')], { group: group() }],
  ])('refuses when AWS has %s', (_, resources, more) => {
    expect(check(resources, more)).toThrow('the state of minecraft is not in');
  });
});
