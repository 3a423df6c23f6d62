import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeFileSystemsCommand, EFSClient } from '@aws-sdk/client-efs';
import { mockClient } from 'aws-sdk-client-mock';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { awsClients } from '../../../cli/lib/clients';
import { PROJECT_FOLDER } from '../../../cli/lib/project';
import { createReporter } from '../../../cli/lib/reporter';
import { Terraform } from '../../../cli/lib/terraform';
import { LeafRemoval } from '../../../cli/retire/remove-leaf';
import { baseConfig, group } from '../support/leaf';

// no stack of ours: it has no local state
const STACK = 'test-of-remove-leaf';
const autoScaling = mockClient(AutoScalingClient);
const efs = mockClient(EFSClient);

const tags = (project: string) => ({
  'container-manager:project': project,
  'container-manager:leaf': STACK,
  'container-manager:volume': 'World',
});
const fileSystem = (FileSystemId: string, project: string) => ({
  FileSystemId,
  LifeCycleState: 'available' as const,
  NumberOfMountTargets: 0,
  Tags: Object.entries(tags(project)).map(([Key, Value]) => ({ Key, Value })),
});

/** The plan of a removal with `Name: games`. */
function plan(resources: readonly object[]) {
  jest.spyOn(Terraform.prototype, 'init').mockResolvedValue();
  jest.spyOn(Terraform.prototype, 'showState').mockResolvedValue({ values: { root_module: { resources } } });
  return new LeafRemoval({
    base: baseConfig(),
    stack: STACK,
    deleteData: false,
    keptByYaml: [],
    stopTimeoutSeconds: 120,
    clients: awsClients('eu-central-1'),
    reporter: { ...createReporter(), during: (_, work) => work(() => undefined) },
  }).plan();
}

beforeEach(() => {
  for (const mock of [autoScaling, efs]) mock.reset();
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [] });
  // a cast: of a file system we read no more
  efs.on(DescribeFileSystemsCommand).resolves({
    FileSystems: [fileSystem('fs-1', 'games'), fileSystem('fs-2', 'older')] as never,
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(join(PROJECT_FOLDER, 'cdktf.out/removal', STACK), { recursive: true, force: true });
});

test('under another Name it is what was deployed that is put to sleep and kept', async () => {
  const found = await plan([
    {
      address: 'aws_autoscaling_group.Group',
      mode: 'managed',
      type: 'aws_autoscaling_group',
      values: { name: `older-${STACK}-asg` },
    },
    { address: 'aws_sns_topic.Topic', mode: 'managed', type: 'aws_sns_topic', values: { tags_all: tags('older') } },
  ]);

  expect(found).toMatchObject({ project: 'older', groupName: `older-${STACK}-asg` });
  expect(found.removal.kept).toMatchObject([{ volumeId: 'World', fileSystemId: 'fs-2' }]);
});

test('what the first of two runs left is found by the names of the config', async () => {
  const found = await plan([]);

  expect(found).toMatchObject({ leafId: STACK, project: 'games', groupName: `games-${STACK}-asg` });
  expect(found.removal.kept).toMatchObject([{ volumeId: 'World', fileSystemId: 'fs-1' }]);
});

test('fails where its group stands and its state is somewhere else', async () => {
  autoScaling.on(DescribeAutoScalingGroupsCommand, { AutoScalingGroupNames: [`games-${STACK}-asg`] }).resolves({
    AutoScalingGroups: [group({ AutoScalingGroupName: `games-${STACK}-asg` })],
  });

  await expect(plan([])).rejects.toThrow(
    `the state of ${STACK} is not in terraform.tfstate.d/${STACK}/terraform.tfstate: AWS has games-${STACK}-asg,`,
  );
});
