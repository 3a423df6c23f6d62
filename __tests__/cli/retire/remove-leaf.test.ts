import { existsSync, readdirSync } from 'node:fs';

import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { DescribeFileSystemsCommand, EFSClient } from '@aws-sdk/client-efs';
import { mockClient } from 'aws-sdk-client-mock';

import { createReporter } from '../../../cli/terminal/reporter';
import { Terraform } from '../../../cli/terraform/terraform';
import { LeafRemoval, leafStackName } from '../../../cli/retire/remove-leaf';
import { group } from '../support/leaf';
import { Parameters } from '../support/parameters';
import { planOf } from '../support/plan';
import { type ResourceInState, stateText } from '../support/state';
import { emptyProject, testWorkspace, writeStates } from '../support/workspace';

const STACK = 'minecraft';
const project = emptyProject();
const autoScaling = mockClient(AutoScalingClient);
const efs = mockClient(EFSClient);
const parameters = new Parameters();

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
function removal(resources: readonly ResourceInState[], deleteData = false): LeafRemoval {
  jest.spyOn(Terraform.prototype, 'init').mockResolvedValue();
  jest.spyOn(Terraform.prototype, 'pullState').mockResolvedValue(stateText(...resources));
  return new LeafRemoval(
    testWorkspace(project()),
    STACK,
    { deleteData },
    { ...createReporter(), during: (_, work) => work(() => undefined) },
  );
}

const plan = (resources: readonly ResourceInState[]) => removal(resources).plan();
/** Everything in the project's folder. */
const files = () => readdirSync(project().folder, { recursive: true, encoding: 'utf8' });

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

/** A person confirms the removal of `resources`; after that Terraform plans to delete the file systems `deleted`. */
async function removeChanged(
  resources: readonly ResourceInState[],
  deleted: Readonly<Record<string, boolean>>,
  deleteData = false,
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
  const leafRemoval = removal(resources, deleteData);
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

test('changes and writes nothing before it plans', () => {
  writeStates(project(), ['base', STACK]);
  const before = files();

  removal([]);

  expect(files()).toEqual(before);
  expect([...autoScaling.calls(), ...efs.calls()]).toEqual([]);
});

test('planning writes the folder of the removal, and nothing else', async () => {
  writeStates(project(), ['base', STACK]);
  const before = files();

  await removal([]).plan();

  const written = files().filter((path) => !before.includes(path));
  expect(written.sort()).toEqual([
    'cdktf.out',
    'cdktf.out/removal',
    `cdktf.out/removal/${STACK}`,
    `cdktf.out/removal/${STACK}/cdk.tf.json`,
  ]);
  expect(autoScaling.commandCalls(UpdateAutoScalingGroupCommand)).toEqual([]);
});

test('fails as wrong use when nothing of the leaf exists', async () => {
  efs.on(DescribeFileSystemsCommand).resolves({ FileSystems: [] });

  await expect(plan([])).rejects.toMatchObject({
    message: `${STACK} is not deployed, and no file system of it was kept: there is nothing to remove`,
    exitCode: 2,
  });
});

test('says after a changed Name under which one the leaf is deployed', async () => {
  efs.on(DescribeFileSystemsCommand).resolves({ FileSystems: [] });
  const Tags = Object.entries(tags('arcade')).map(([Key, Value]) => ({ Key, Value }));
  autoScaling
    .on(DescribeAutoScalingGroupsCommand, { Filters: [{ Name: 'tag:container-manager:leaf', Values: [STACK] }] })
    .resolves({ AutoScalingGroups: [group({ AutoScalingGroupName: 'arcade-minecraft-asg', Tags })] });

  await expect(plan([])).rejects.toMatchObject({
    message: expect.stringMatching(
      /^minecraft is deployed under the Name arcade, but Name in base[.]yaml is games: put 'Name: arcade' back/,
    ) as string,
    exitCode: 3,
  });
});

test('removes an empty state, for whose YAML deployments would ask for ever', async () => {
  efs.on(DescribeFileSystemsCommand).resolves({ FileSystems: [] });
  writeStates(project(), [STACK]);

  await removeChanged([], {});

  expect(existsSync(project().localStateFile(STACK))).toBe(false);
});

test('refuses to remove base as a leaf', () => {
  expect(leafStackName('Mine.Craft')).toBe('mine-craft');
  expect(() => leafStackName('Base')).toThrow(
    expect.objectContaining({
      message: 'base is not a leaf: ./cm destroy base --delete-data removes it',
      exitCode: 2,
    }) as Error,
  );
});

test('finds the group and the file systems by the Name that was deployed, not that of the config', async () => {
  const found = await plan([
    {
      address: 'aws_autoscaling_group.Group',
      values: { name: `older-${STACK}-asg` },
    },
    { address: 'aws_sns_topic.Topic', values: { tags_all: tags('older') } },
  ]);

  expect(found).toMatchObject({ project: 'older', groupName: `older-${STACK}-asg` });
  expect(found.kept).toMatchObject([{ volumeId: 'World', fileSystemId: 'fs-2' }]);
});

test('with an empty state finds what the first run left by the Name of the config', async () => {
  const found = await plan([]);

  expect(found).toMatchObject({ leafId: STACK, project: 'games', groupName: `games-${STACK}-asg` });
  expect(found.kept).toMatchObject([{ volumeId: 'World', fileSystemId: 'fs-1' }]);
});

test('refuses when its group exists and its state is somewhere else', async () => {
  autoScaling.on(DescribeAutoScalingGroupsCommand, { AutoScalingGroupNames: [`games-${STACK}-asg`] }).resolves({
    AutoScalingGroups: [group({ AutoScalingGroupName: `games-${STACK}-asg` })],
  });

  await expect(plan([])).rejects.toThrow(
    `the state of ${STACK} is not in terraform.tfstate.d/${STACK}/terraform.tfstate: games-${STACK}-asg exists in AWS but not in this state.`,
  );
});

test('deletes the file systems that the person confirmed', async () => {
  await removeChanged([inState('fs-3', false)], { 'fs-3': false });

  expect(applyPlan).toHaveBeenCalledTimes(1);
});

test.each([
  ['was added to the leaf', 'fs-9', { 'fs-3': false, 'fs-9': false }, false],
  ['was added to the leaf, with deleteData', 'fs-9', { 'fs-3': false, 'fs-9': true }, true],
  ['got KeepOnDelete', 'fs-3', { 'fs-3': true }, false],
])('destroys nothing when a file system %s after the person confirmed', async (_, id, deleted, deleteData) => {
  await expect(removeChanged([inState('fs-3', false)], deleted, deleteData)).rejects.toMatchObject({
    message: expect.stringMatching(
      new RegExp(
        `^${STACK} was changed in the meantime: the plan would delete ${id} \\(volume World\\), which was not in the plan that ` +
          'you confirmed[.] [^]* Run the same command again',
      ),
    ) as string,
    exitCode: 3,
  });
  expect(applyPlan).not.toHaveBeenCalled();
});

test('deletes the invitations to the leaf, also one that was made after the person confirmed, and those to no other leaf', async () => {
  const ours = ['ada', 'bob'].map((friend) => `/games/invitations/minecraft/${friend}`);
  const others = ['/games/invitations/minecraft2/ada', '/arcade/invitations/minecraft/ada', '/games/leaves/minecraft'];
  for (const name of [ours[0]!, ...others]) parameters.values.set(name, 'hash');
  jest.spyOn(Terraform.prototype, 'forget').mockResolvedValue();
  jest.spyOn(Terraform.prototype, 'plan').mockResolvedValue(planOf([]));
  const leafRemoval = removal([inState('fs-1', true)]);

  const planned = await leafRemoval.plan();
  expect(planned.invited).toEqual(['ada']);
  expect([...parameters.values.keys()]).toEqual([ours[0], ...others]);

  parameters.values.set(ours[1]!, 'hash');
  await leafRemoval.run(planned);
  expect([...parameters.values.keys()]).toEqual(others);
});

test('a second run deletes invitations that are all that the first one left', async () => {
  efs.on(DescribeFileSystemsCommand).resolves({ FileSystems: [] });
  parameters.values.set('/games/invitations/minecraft/ada', 'hash');

  await expect(plan([])).resolves.toMatchObject({ invited: ['ada'], others: 0 });
});

test('with deleteData deletes a confirmed file system that has KeepOnDelete', async () => {
  await removeChanged([inState('fs-3', true)], { 'fs-3': true }, true);

  expect(applyPlan).toHaveBeenCalledTimes(1);
});
