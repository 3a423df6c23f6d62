import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeVpcsCommand, EC2Client, EC2ServiceException } from '@aws-sdk/client-ec2';
import { DescribeFileSystemsCommand, EFSClient } from '@aws-sdk/client-efs';
import { ListObjectsV2Command, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';

import { AwsClients } from '../../../cli/aws/clients';
import { findOtherProjects } from '../../../cli/state/other-projects';
import { StateStore } from '../../../cli/state/store';
import { group } from '../support/leaf';
import { stateText } from '../support/state';
import { emptyProject, writeStates } from '../support/workspace';

const TAG = 'container-manager:project';
const project = emptyProject();
const [s3, ec2, autoScaling, efs] = [
  mockClient(S3Client),
  mockClient(EC2Client),
  mockClient(AutoScalingClient),
  mockClient(EFSClient),
];

beforeEach(() => {
  for (const mock of [s3, ec2, autoScaling, efs]) mock.reset();
  s3.on(ListObjectsV2Command).resolves({});
  ec2.on(DescribeVpcsCommand).resolves({});
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [] });
  efs.on(DescribeFileSystemsCommand).resolves({});
});

const find = (bucket?: string) =>
  findOtherProjects({
    name: 'games',
    clients: new AwsClients('eu-central-1'),
    states: new StateStore(
      project(),
      { name: 'games', ...(bucket !== undefined && { state: { bucket, region: 'eu-central-1' } }) },
      () => Promise.resolve('111111111111'),
    ),
    project: project(),
  });

/** What the bucket holds, by the folders at its top. */
function bucketHolds(folders: Readonly<Record<string, readonly string[]>>): void {
  const top = Object.keys(folders).map((folder) => ({ Prefix: `${folder}/` }));
  s3.on(ListObjectsV2Command, { Bucket: 'states', Delimiter: '/' }).resolves({ CommonPrefixes: top });
  for (const [folder, stacks] of Object.entries(folders)) {
    const Prefix = `${folder}/base/terraform.tfstate`;
    const keys = stacks.map((stack) => `${folder}/${stack}/terraform.tfstate`).filter((key) => key.startsWith(Prefix));
    s3.on(ListObjectsV2Command, { Prefix }).resolves({ Contents: keys.map((Key) => ({ Key })) });
  }
}

const groupOf = (name: string, number: number) =>
  group({ AutoScalingGroupName: `${name}-${number}-asg`, Tags: [{ Key: TAG, Value: name }] });

test('finds nothing in an empty account with an empty bucket', async () => {
  expect(await find('states')).toEqual({ projects: [], unasked: [] });
  expect(await find()).toEqual({ projects: [], unasked: [] });
});

test('finds the projects whose base has a state in the bucket, and nothing else that the bucket holds', async () => {
  bucketHolds({ games: ['base'], arcade: ['base', 'minecraft'], network: ['prod'], 'old.base': ['baseline'] });

  expect(await find('states')).toEqual({
    projects: [{ name: 'arcade', found: ['s3://states/arcade/base/terraform.tfstate'] }],
    unasked: [],
  });
  const inputs = s3.commandCalls(ListObjectsV2Command).map(({ args }) => args[0].input);
  expect(inputs.every(({ ExpectedBucketOwner: owner }) => owner === '111111111111')).toBe(true);
});

test('finds what the account has of other projects by its tags, on every page', async () => {
  ec2.on(DescribeVpcsCommand, { Filters: [{ Name: 'tag-key', Values: [TAG] }] }).resolves({
    Vpcs: [
      { VpcId: 'vpc-1', Tags: [{ Key: TAG, Value: 'arcade' }] },
      { VpcId: 'vpc-2', Tags: [{ Key: TAG, Value: 'games' }] },
    ],
  });
  autoScaling
    .on(DescribeAutoScalingGroupsCommand, { Filters: [{ Name: 'tag-key', Values: [TAG] }] })
    .resolves({ AutoScalingGroups: [1, 2, 3, 4].map((number) => groupOf('arcade', number)), NextToken: 'next' })
    .on(DescribeAutoScalingGroupsCommand, { NextToken: 'next' })
    .resolves({ AutoScalingGroups: [groupOf('arcade', 5), groupOf('ark', 1)] });
  // a cast: of a file system we read no more
  efs.on(DescribeFileSystemsCommand).resolves({
    FileSystems: [
      { FileSystemId: 'fs-1', Tags: [{ Key: TAG, Value: 'ark' }] },
      { FileSystemId: 'fs-2', Tags: [{ Key: 'Name', Value: 'theirs' }] },
    ] as never,
  });

  expect(await find()).toEqual({
    projects: [
      { name: 'arcade', found: ['vpc-1', 'arcade-1-asg', 'arcade-2-asg', 'arcade-3-asg', '2 more'] },
      { name: 'ark', found: ['ark-1-asg', 'fs-1'] },
    ],
    unasked: [],
  });
});

test('finds local states of another project: stacks of all projects have the same paths', async () => {
  const of = (name: string) => stateText({ address: 'aws_vpc.It', values: { tags_all: { [TAG]: name } } });
  writeStates(project(), ['minecraft'], of('arcade'));
  writeStates(project(), ['valheim'], of('games'));

  expect(await find('states')).toEqual({
    projects: [{ name: 'arcade', found: ['terraform.tfstate.d/minecraft/terraform.tfstate'] }],
    unasked: [],
  });
});

test('names what could not be asked, with the reason, beside what was found', async () => {
  s3.on(ListObjectsV2Command).rejects(
    new S3ServiceException({ name: 'AccessDenied', message: 'Access Denied', $fault: 'client', $metadata: {} }),
  );
  ec2
    .on(DescribeVpcsCommand)
    .rejects(
      new EC2ServiceException({ name: 'UnauthorizedOperation', message: 'not you', $fault: 'client', $metadata: {} }),
    );
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [groupOf('arcade', 1)] });

  expect(await find('states')).toEqual({
    projects: [{ name: 'arcade', found: ['arcade-1-asg'] }],
    unasked: ['s3:ListBucket: Access Denied (AccessDenied)', 'ec2:DescribeVpcs: not you (UnauthorizedOperation)'],
  });
});

test('fails where it is not AWS that refuses', async () => {
  efs.on(DescribeFileSystemsCommand).rejects(new TypeError('a bug'));

  await expect(find()).rejects.toThrow('a bug');
});
