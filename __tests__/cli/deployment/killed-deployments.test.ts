import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

import { AutoScalingClient, SuspendProcessesCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeLaunchTemplatesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { mockClient } from 'aws-sdk-client-mock';

import { KilledDeployments } from '../../../cli/deployment/killed-deployments';
import { colorsOn } from '../../../cli/terminal/colors';
import { killedRuns, noteRun, type RunKind } from '../../../cli/terraform/killed-runs';
import { type Import } from '../../../cli/terraform/imports';
import { Terraform } from '../../../cli/terraform/terraform';
import { baseConfig } from '../support/leaf';
import { planOf } from '../support/plan';
import { emptyProject, testWorkspace } from '../support/workspace';

const project = emptyProject();
const autoScaling = mockClient(AutoScalingClient);
const ec2 = mockClient(EC2Client);
const TAKEN_AT = new Date('2026-11-22T20:14:05Z');
const CREATED = planOf([
  { address: 'aws_launch_template.Host', actions: ['create'], after: { name: 'games-minecraft-host' } },
]);

let said: string[];

beforeEach(() => {
  said = [];
  autoScaling.reset();
  ec2.reset();
  ec2.on(DescribeLaunchTemplatesCommand).resolves({ LaunchTemplates: [] });
});
afterEach(() => {
  jest.restoreAllMocks();
});

const IN_S3 = baseConfig({ state: { bucket: 'states', region: 'eu-central-1' } });

function opened({ unlock, importExisting = false }: { unlock?: string; importExisting?: boolean } = {}) {
  const workspace = testWorkspace(project(), { base: IN_S3 });
  const killed = new KilledDeployments(
    workspace,
    { unlock, importExisting },
    { colors: colorsOn({}), say: (text) => said.push(text), during: (_, work) => work(() => undefined) },
  );
  const terraform = workspace.terraform('minecraft');
  const plan = jest
    .spyOn(Terraform.prototype, 'plan')
    .mockImplementation(({ imports = [] } = {}) =>
      Promise.resolve(
        planOf(
          imports.map(({ address, id }: Import) => ({ address, actions: ['no-op'], after: {}, importing: { id } })),
        ),
      ),
    );
  return { workspace, killed, terraform, plan };
}

/** A run of Terraform in the folder of minecraft that was killed. */
function killedRun(kind: RunKind): void {
  const folder = project().stackFolder('minecraft');
  mkdirSync(folder, { recursive: true });
  noteRun(folder, kind, spawnSync(process.execPath, ['--version']).pid);
}

function existsInAws(): void {
  ec2.on(DescribeLaunchTemplatesCommand).resolves({ LaunchTemplates: [{ LaunchTemplateId: 'lt-1' }] });
}

test.each<[RunKind, boolean]>([
  ['apply', true],
  // they created nothing
  ['plan', false],
  ['destroy', false],
])('a killed %s', async (kind, isKilled) => {
  killedRun(kind);
  const { killed } = opened();

  await killed.find(['base', 'minecraft']);

  expect([killed.has('base'), killed.has('minecraft')]).toEqual([false, isKilled]);
});

test('a person can say that every deployment was killed', async () => {
  const { killed } = opened({ importExisting: true });

  await killed.find(['base', 'minecraft']);

  expect([killed.has('base'), killed.has('minecraft')]).toEqual([true, true]);
});

test('a lock that a person names is removed from its state alone, once', async () => {
  const { killed, terraform, workspace } = opened({ unlock: 'the-lock' });
  const forceUnlock = jest.spyOn(Terraform.prototype, 'forceUnlock').mockResolvedValue();
  jest
    .spyOn(workspace.states, 'readLock')
    .mockImplementation((stack) =>
      Promise.resolve(
        stack === 'minecraft'
          ? { id: 'the-lock', operation: 'OperationTypeApply', owner: 'jo@desk', takenAt: TAKEN_AT }
          : undefined,
      ),
    );

  await killed.find(['base', 'minecraft']);
  await killed.unlock(workspace.terraform('base'));
  await killed.unlock(terraform);
  await killed.unlock(terraform);

  expect(forceUnlock.mock.calls).toEqual([['the-lock']]);
  expect(killed.has('minecraft')).toBe(true);
  expect(said).toEqual(['minecraft: removed the lock the-lock']);
});

test('a lock that is gone by then is not removed a second time', async () => {
  const { killed, terraform, workspace } = opened({ unlock: 'the-lock' });
  const forceUnlock = jest.spyOn(Terraform.prototype, 'forceUnlock').mockResolvedValue();
  const lock = { id: 'the-lock', operation: 'OperationTypeApply', owner: 'jo@desk', takenAt: TAKEN_AT };
  const readLock = jest.spyOn(workspace.states, 'readLock').mockResolvedValue(lock);
  await killed.find(['minecraft']);
  readLock.mockResolvedValue(undefined);

  await killed.unlock(terraform);

  expect(forceUnlock).not.toHaveBeenCalled();
  expect(said).toEqual([]);
});

test('a lock that no state has is refused before anything happens', async () => {
  const { killed, workspace } = opened({ unlock: 'the-lock' });
  jest
    .spyOn(workspace.states, 'readLock')
    .mockResolvedValue({ id: 'another', operation: 'OperationTypeApply', owner: 'jo@desk', takenAt: TAKEN_AT });

  await expect(killed.find(['base', 'minecraft'])).rejects.toMatchObject({
    message:
      '--unlock the-lock: base, minecraft do not have this lock. Deploy without --unlock: when a state is locked, the ' +
      'message has the right id. Nothing was changed.',
    exitCode: 2,
  });
});

test('a plan that creates nothing stays, and nobody is asked', async () => {
  const { killed, terraform, plan } = opened({ importExisting: true });
  await killed.find(['minecraft']);
  const unchanged = planOf([]);

  expect(await killed.complete(terraform, unchanged, true)).toBe(unchanged);
  expect(plan).not.toHaveBeenCalled();
  expect(ec2.calls()).toHaveLength(0);
});

test('what a killed deployment created is imported, and a person learns how much', async () => {
  existsInAws();
  killedRun('apply');
  const { killed, terraform, workspace } = opened();
  await workspace.synthesize();
  await killed.find(['minecraft']);

  const plan = await killed.complete(terraform, CREATED, false);

  expect(plan.resource_changes.map(({ change }) => change.importing)).toEqual([{ id: 'lt-1' }]);
  expect(said).toEqual([
    'minecraft: 1 resource exists in AWS and in no state, since a deployment was killed. This one imports what exists.',
  ]);
});

test('so is what the state lacks, although nobody knows of a killed deployment', async () => {
  existsInAws();
  const { killed, terraform, workspace } = opened();
  await workspace.synthesize();

  const plan = await killed.complete(terraform, CREATED, true);

  expect(plan.resource_changes.map(({ change }) => change.importing)).toEqual([{ id: 'lt-1' }]);
  expect(said).toEqual([
    'minecraft: 1 resource exists in AWS and in no state, perhaps since a deployment was killed. This one imports what exists.',
  ]);
});

test('what exists for a file system that the YAML adopts is no sign: the guard asks about it', async () => {
  const { killed, terraform, workspace } = opened();
  await workspace.synthesize();
  const adopting = planOf([
    { address: 'aws_efs_file_system.World', actions: ['no-op'], after: {}, importing: { id: 'fs-1' } },
    {
      address: 'aws_efs_mount_target.World',
      actions: ['create'],
      after: { file_system_id: 'fs-1', subnet_id: 'subnet-1' },
    },
  ]);

  expect(await killed.complete(terraform, adopting, false)).toBe(adopting);
});

test('a stack without a state that exists is refused: its state may be somewhere else', async () => {
  existsInAws();
  const { killed, terraform, workspace, plan } = opened();
  await workspace.synthesize();

  await expect(killed.complete(terraform, CREATED, false)).rejects.toMatchObject({
    message: expect.stringMatching(
      /^the state of minecraft is not in s3:\/\/states\/games\/minecraft\/terraform[.]tfstate: lt-1 exists in AWS but not in this state[.][^]*\n {2}[.]\/cm deploy minecraft --import-existing$/,
    ) as string,
    exitCode: 3,
  });
  expect(plan).not.toHaveBeenCalled();
});

test('an ordinary first deployment keeps its plan', async () => {
  const { killed, terraform, workspace, plan } = opened();
  await workspace.synthesize();

  expect(await killed.complete(terraform, CREATED, false)).toBe(CREATED);
  expect(plan).not.toHaveBeenCalled();
  expect(said).toEqual([]);
});

test('without the permission to look, a deployment goes on and says so', async () => {
  ec2
    .on(DescribeLaunchTemplatesCommand)
    .rejects(Object.assign(new Error('You are not authorized'), { name: 'UnauthorizedOperation' }));
  const { killed, terraform, workspace } = opened();
  await workspace.synthesize();

  expect(await killed.complete(terraform, CREATED, false)).toBe(CREATED);
  expect(said).toEqual([
    'minecraft: cannot see whether a part of it exists already: You are not authorized (UnauthorizedOperation)',
  ]);
});

test('after a deployment that finished, nothing is known of the killed one', async () => {
  killedRun('apply');
  const { killed } = opened();
  await killed.find(['minecraft']);

  await killed.completed('minecraft', planOf([]));

  expect(killedRuns(project().stackFolder('minecraft'))).toEqual([]);
  expect(autoScaling.calls()).toHaveLength(0);
});

test('an imported group gets the process suspended that the provider suspends only when it creates one', async () => {
  autoScaling.on(SuspendProcessesCommand).resolves({});
  const { killed } = opened();

  await killed.completed(
    'minecraft',
    planOf([
      { address: 'aws_autoscaling_group.It', actions: ['update'], after: {}, importing: { id: 'games-minecraft-asg' } },
      { address: 'aws_sns_topic.Alerts', actions: ['no-op'], after: {}, importing: { id: 'arn' } },
    ]),
  );

  expect(autoScaling.commandCalls(SuspendProcessesCommand).map(({ args: [{ input }] }) => input)).toEqual([
    { AutoScalingGroupName: 'games-minecraft-asg', ScalingProcesses: ['AZRebalance'] },
  ]);
});
