import { DescribeFileSystemsCommand, EFSClient, type FileSystemDescription } from '@aws-sdk/client-efs';
import { mockClient } from 'aws-sdk-client-mock';

import { fileSystemsOfLeaves, withoutLeaf } from '../../../cli/status/kept-file-systems';
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

test('those of the project’s leaves, on all pages', async () => {
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

  expect(found).toEqual([
    { fileSystemId: 'fs-1', leafId: 'a.b', volumeId: 'World', bytes: 2_048, mountTargets: 1 },
    { fileSystemId: 'fs-2', leafId: 'a.b', volumeId: 'World', bytes: 2_048, mountTargets: 0 },
  ]);
  expect(withoutLeaf(found).map(({ fileSystemId }) => fileSystemId)).toEqual(['fs-2']);
});
