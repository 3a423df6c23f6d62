import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeFileSystemsCommand, EFSClient } from '@aws-sdk/client-efs';
import { mockClient } from 'aws-sdk-client-mock';

import { createReporter } from '../../../cli/terminal/reporter';
import { Terraform } from '../../../cli/terraform/terraform';
import { LeafRemoval, type LeafRemovalProps } from '../../../cli/retire/remove-leaf';
import { group } from '../support/leaf';
import { planOf } from '../support/plan';
import { type ResourceInState, stateText } from '../support/state';
import { emptyProject, testWorkspace } from '../support/workspace';

const STACK = 'minecraft';
const project = emptyProject();
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

/** A removal with `Name: games`, of what the state has. */
function removal(resources: readonly ResourceInState[], more: Partial<LeafRemovalProps> = {}): LeafRemoval {
  jest.spyOn(Terraform.prototype, 'init').mockResolvedValue();
  jest.spyOn(Terraform.prototype, 'pullState').mockResolvedValue(stateText(...resources));
  return new LeafRemoval({
    workspace: testWorkspace(project()),
    stack: STACK,
    deleteData: false,
    keptByYaml: [],
    stopTimeoutSeconds: 120,
    reporter: { ...createReporter(), during: (_, work) => work(() => undefined) },
    ...more,
  });
}

const plan = (resources: readonly ResourceInState[]) => removal(resources).plan();

let applyPlan: jest.SpyInstance;

/** What Terraform knows of a file system. */
const known = (id: string, keepOnDelete: boolean) => ({
  id,
  tags_all: { ...tags('games'), 'container-manager:keep-on-delete': String(keepOnDelete) },
});
const inState = (id: string, keepOnDelete: boolean) => ({
  address: `aws_efs_file_system.${id}`,
  values: known(id, keepOnDelete),
});

/** Shown are the file systems of `resources`; when it comes to destroying, Terraform plans to delete `deleted`. */
async function removeChanged(
  resources: readonly ResourceInState[],
  deleted: Readonly<Record<string, boolean>>,
  more: Partial<LeafRemovalProps> = {},
): Promise<void> {
  const changed = planOf(
    Object.entries(deleted).map(([id, keepOnDelete]) => ({
      address: `aws_efs_file_system.${id}`,
      actions: ['delete'],
      before: known(id, keepOnDelete),
    })),
  );
  jest.spyOn(Terraform.prototype, 'forget').mockResolvedValue();
  jest.spyOn(Terraform.prototype, 'plan').mockResolvedValue(changed);
  applyPlan = jest.spyOn(Terraform.prototype, 'applyPlan').mockResolvedValue({});
  const leafRemoval = removal(resources, more);
  await leafRemoval.run(await leafRemoval.plan());
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
});

test('under another Name it is what was deployed that is put to sleep and kept', async () => {
  const found = await plan([
    {
      address: 'aws_autoscaling_group.Group',
      values: { name: `older-${STACK}-asg` },
    },
    { address: 'aws_sns_topic.Topic', values: { tags_all: tags('older') } },
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

test('what was shown as lost is deleted', async () => {
  await removeChanged([inState('fs-3', false)], { 'fs-3': false });

  expect(applyPlan).toHaveBeenCalledTimes(1);
});

test.each([
  ['came to the leaf', 'fs-9', { 'fs-3': false, 'fs-9': false }, {}],
  ['came to the leaf, with all data', 'fs-9', { 'fs-3': false, 'fs-9': true }, { deleteData: true }],
  ['got KeepOnDelete', 'fs-3', { 'fs-3': true }, {}],
])('fails before it destroys a file system that %s after it was shown', async (_, id, deleted, more) => {
  await expect(removeChanged([inState('fs-3', false)], deleted, more)).rejects.toMatchObject({
    message: expect.stringMatching(
      new RegExp(
        `^${STACK} was changed meanwhile: the plan would delete ${id} \\(volume World\\), [^]* Run the same command again`,
      ),
    ) as string,
    exitCode: 3,
  });
  expect(applyPlan).not.toHaveBeenCalled();
});

test('with all data one that has KeepOnDelete and was shown is deleted', async () => {
  await removeChanged([inState('fs-3', true)], { 'fs-3': true }, { deleteData: true });

  expect(applyPlan).toHaveBeenCalledTimes(1);
});
