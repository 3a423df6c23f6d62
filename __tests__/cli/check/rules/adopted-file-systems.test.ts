import { DescribeFileSystemsCommand, EFSClient, FileSystemNotFound, type LifeCycleState } from '@aws-sdk/client-efs';
import { mockClient } from 'aws-sdk-client-mock';

import { adoptedFileSystems } from '../../../../cli/check/rules/adopted-file-systems';
import { LEAF } from '../../../modules/config/support';
import { checked, findingsOf } from '../../support/checked';

const ID = 'fs-0123456789abcdef0';
const ADOPTS = checked({
  minecraft: `${LEAF}Volumes:\n  New: { Paths: [Path: /new] }\n  World:\n    FileSystemId: ${ID}\n    Paths: [Path: /data]\n`,
});

const efs = mockClient(EFSClient);

beforeEach(() => efs.reset());

function fileSystemIs(state: LifeCycleState): void {
  efs.on(DescribeFileSystemsCommand, { FileSystemId: ID }).resolves({
    FileSystems: [
      {
        FileSystemId: ID,
        LifeCycleState: state,
        OwnerId: '111111111111',
        CreationToken: 'x',
        CreationTime: new Date(0),
        NumberOfMountTargets: 0,
        SizeInBytes: { Value: 0 },
        PerformanceMode: 'generalPurpose',
        Tags: [],
      },
    ],
  });
}

test.each(['available', 'updating'] as const)('a file system that is %s can be adopted', async (state) => {
  fileSystemIs(state);

  expect(await findingsOf(adoptedFileSystems, ADOPTS)).toEqual([
    `fine: minecraft: the file system ${ID} of the volume World is available`,
  ]);
});

test('fails for one that is being deleted', async () => {
  fileSystemIs('deleting');

  expect(await findingsOf(adoptedFileSystems, ADOPTS)).toEqual([
    `config/leaves/minecraft.yaml:12:19 Volumes.World.FileSystemId: ${ID} is deleting, and nothing can mount it: wait until ` +
      'it is available, or use another',
  ]);
});

test('fails for one that the Region does not have', async () => {
  const error = new FileSystemNotFound({ message: 'no', ErrorCode: 'FileSystemNotFound', $metadata: {} });
  efs.on(DescribeFileSystemsCommand).rejects(error);

  expect(await findingsOf(adoptedFileSystems, ADOPTS)).toEqual([
    `config/leaves/minecraft.yaml:12:19 Volumes.World.FileSystemId: account 111111111111 has no file system ${ID} in ` +
      'eu-central-1: ./cm status lists those that were kept. For a new and empty one, remove the key',
  ]);
});

test('asks nothing about volumes that adopt none', () => {
  expect(adoptedFileSystems(checked({ minecraft: `${LEAF}Volumes:\n  New: { Paths: [Path: /new] }\n` }))).toEqual([]);
});
