import { DescribeFileSystemsCommand, EFSClient, type FileSystemDescription } from '@aws-sdk/client-efs';
import { mockClient } from 'aws-sdk-client-mock';

import { fileSystemsOfLeaves, sizeAndDate, withoutLeaf } from '../../../cli/aws/file-systems';
import { at } from '../support/leaf';

const efs = mockClient(EFSClient);
const fileSystem = (FileSystemId: string, tags: object, more: Partial<FileSystemDescription> = {}) => ({
  FileSystemId,
  OwnerId: '123456789012',
  CreationToken: FileSystemId,
  CreationTime: at('10:00'),
  LifeCycleState: 'available' as const,
  NumberOfMountTargets: 0,
  SizeInBytes: { Value: 2_048 },
  PerformanceMode: 'generalPurpose' as const,
  Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value: String(Value) })),
  ...more,
});
const tags = {
  'container-manager:project': 'games',
  'container-manager:leaf': 'a.b',
  'container-manager:volume': 'World',
};

beforeEach(() => {
  efs.reset();
});

test('finds the file systems of the project’s leaves, on all pages', async () => {
  efs
    .on(DescribeFileSystemsCommand)
    .resolvesOnce({ FileSystems: [fileSystem('fs-1', tags, { NumberOfMountTargets: 1 })], NextMarker: 'next' })
    .resolvesOnce({
      FileSystems: [
        fileSystem('fs-2', tags),
        fileSystem('fs-3', tags, { LifeCycleState: 'deleting' }),
        fileSystem('fs-4', { ...tags, 'container-manager:project': 'other' }),
        fileSystem('fs-5', { Name: 'somebody else’s' }),
      ],
    });

  const found = await fileSystemsOfLeaves(new EFSClient({}), 'games');

  const ofWorld = { leafId: 'a.b', volumeId: 'World', bytes: 2_048, createdAt: at('10:00') };
  expect(found).toEqual([
    { ...ofWorld, fileSystemId: 'fs-1', mountTargets: 1 },
    { ...ofWorld, fileSystemId: 'fs-2', mountTargets: 0 },
  ]);
  expect(withoutLeaf(found).map(({ fileSystemId }) => fileSystemId)).toEqual(['fs-2']);
});

test.each([
  [0, 'empty, made 2026-11-22 10:00 UTC'],
  [6_144, 'empty, made 2026-11-22 10:00 UTC'],
  [300 * 2 ** 20, '300.0 MiB, made 2026-11-22 10:00 UTC'],
  [3.25 * 2 ** 30, '3.3 GiB, made 2026-11-22 10:00 UTC'],
])('describes a file system of %d bytes by its size and when it was created', (bytes, text) => {
  expect(sizeAndDate({ bytes, createdAt: at('10:00') })).toBe(text);
});

test('describes a file system by its size alone when AWS does not say when it was created', () => {
  expect(sizeAndDate({ bytes: 0 })).toBe('empty');
});
