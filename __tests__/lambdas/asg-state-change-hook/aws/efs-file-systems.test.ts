import { DescribeFileSystemsCommand, EFSClient } from '@aws-sdk/client-efs';
import { mockClient } from 'aws-sdk-client-mock';

import { EfsFileSystems } from '../../../../lambdas/asg-state-change-hook/aws/efs-file-systems';

const aws = mockClient(EFSClient);
beforeEach(() => {
  aws.reset();
});

test('reads the size, the zone and the storage classes of each file system', async () => {
  aws
    .on(DescribeFileSystemsCommand, { FileSystemId: 'fs-1' })
    .resolves({
      // a cast, since its type has parts that nobody reads
      FileSystems: [{ SizeInBytes: { Value: 6144 }, AvailabilityZoneName: 'eu-central-1a' }] as never,
    })
    .on(DescribeFileSystemsCommand, { FileSystemId: 'fs-2' })
    .resolves({ FileSystems: [{ SizeInBytes: { Value: 10, ValueInStandard: 4, ValueInIA: 6 } }] as never });

  expect(await new EfsFileSystems(['fs-1', 'fs-2'], { region: 'eu-central-1' }).sizes()).toEqual([
    { bytes: 6144, isOneZone: true, isPartlyCheaper: false },
    { bytes: 10, isOneZone: false, isPartlyCheaper: true },
  ]);
});

test('fails where AWS refuses', async () => {
  aws.on(DescribeFileSystemsCommand).rejects(new Error('AccessDenied'));

  await expect(new EfsFileSystems(['fs-1'], { region: 'eu-central-1' }).sizes()).rejects.toThrow('AccessDenied');
});
