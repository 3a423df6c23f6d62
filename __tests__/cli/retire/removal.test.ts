import { isNothing, type Removal, removalOf, type RemovalProps } from '../../../cli/retire/removal';
import { stackContents } from '../../../cli/state/contents';
import { at } from '../support/leaf';
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

const removal = (resources: ResourceInState[], more: Partial<RemovalProps> = {}) =>
  removalOf({
    contents: stackContents(stateOf(...resources)),
    inAws: [],
    deleteData: false,
    keptByYaml: [],
    ...more,
  });
const volumes = (of: readonly { volumeId: string }[]) => of.map(({ volumeId }) => volumeId);

test('the leaf’s id is what its resources’ tags say', () => {
  expect(stackContents(stateOf(other('aws_sns_topic'), fileSystem('World', true))).leafId).toBe('a.b');
  expect(stackContents(stateOf(other('aws_sns_topic'))).leafId).toBeUndefined();
});

test('the names in AWS are those that it was deployed with', () => {
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

test('what was deployed with KeepOnDelete stays, everything else goes', () => {
  const found = removal([
    fileSystem('World', true),
    fileSystem('Cache', false),
    other('aws_sns_topic'),
    other('aws_efs_access_point'),
    other('archive_file', 'data'),
  ]);

  expect(found).toEqual({
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

test('a file system of which nothing says that it may go stays', () => {
  expect(volumes(removal([fileSystem('World')]).kept)).toEqual(['World']);
});

test('a volume stays too that has KeepOnDelete in a YAML that was not deployed', () => {
  const found = removal([fileSystem('World', false), fileSystem('Cache', false)], { keptByYaml: ['World'] });

  expect(volumes(found.kept)).toEqual(['World']);
  expect(volumes(found.lost)).toEqual(['Cache']);
});

test('a second run knows what the first one kept', () => {
  const found = removal([other('aws_sns_topic')], { inAws: [inAws('World'), inAws('Mods')] });

  expect(found.toForget).toEqual([]);
  expect(volumes(found.kept)).toEqual(['Mods', 'World']);
  expect(found.others).toBe(1);
});

test('a file system in the state is not counted twice', () => {
  expect(volumes(removal([fileSystem('World', true)], { inAws: [inAws('World')] }).kept)).toEqual(['World']);
});

test('of several of one volume the one in the state comes first, then the largest, then the newest', () => {
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

test('with all data everything goes, also what was kept before', () => {
  const found = removal([fileSystem('World', true)], { deleteData: true, inAws: [inAws('World'), inAws('Old')] });

  expect(found.toForget).toEqual([]);
  expect(found.kept).toEqual([]);
  expect(volumes(found.lost)).toEqual(['Old', 'World']);
});

test('an empty state and no file system are nothing', () => {
  expect(
    isNothing(removalOf({ contents: stackContents(stateOf()), inAws: [], deleteData: false, keptByYaml: [] })),
  ).toBe(true);
  expect(isNothing(removal([], { inAws: [inAws('World')] }))).toBe(false);
  expect(isNothing(removal([other('aws_sns_topic')]))).toBe(false);
});
