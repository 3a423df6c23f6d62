import { DescribeFileSystemsCommand } from '@aws-sdk/client-efs';

import { type CheckInput, type Finding, type Rule } from '../rule';
import { permitted, unlessMissing } from '../permitted';

/** The Region has each file system that a volume adopts, and it can be mounted. */
export const adoptedFileSystems: Rule = (checked) =>
  checked.config.leaves.flatMap((leaf) =>
    leaf.volumes.flatMap(({ id, fileSystemId }) =>
      fileSystemId === undefined
        ? []
        : {
            what: `${leaf.id}: the file system ${fileSystemId} of the volume ${id} is available`,
            id: leaf.id,
            path: ['Volumes', id, 'FileSystemId'],
            find: () => find(fileSystemId, checked),
          },
    ),
  );

async function find(fileSystemId: string, { config, caller, clientsIn }: CheckInput): Promise<Finding[]> {
  const { region } = config.base;
  const question = new DescribeFileSystemsCommand({ FileSystemId: fileSystemId });
  const answer = await unlessMissing(
    ['FileSystemNotFound'],
    permitted('elasticfilesystem:DescribeFileSystems', clientsIn(region).efs.send(question)),
  );
  const state = answer?.FileSystems?.[0]?.LifeCycleState;
  if (state === undefined) {
    const message =
      `account ${caller.account} has no file system ${fileSystemId} in ${region}: ./cm status lists those that were kept. ` +
      'For a new and empty one, remove the key';
    return [{ message }];
  }
  if (state === 'available' || state === 'updating') return [];
  return [
    { message: `${fileSystemId} is ${state}, and nothing can mount it: wait until it is available, or use another` },
  ];
}
