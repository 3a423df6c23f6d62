import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

import { DescribeLaunchTemplatesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { mockClient } from 'aws-sdk-client-mock';

import { KilledDeployments } from '../../../cli/deployment/killed-deployments';
import { colorsOn } from '../../../cli/terminal/colors';
import { killedRuns, noteRun } from '../../../cli/terraform/killed-runs';
import { type Import } from '../../../cli/terraform/imports';
import { Terraform } from '../../../cli/terraform/terraform';
import { baseConfig } from '../support/leaf';
import { planOf } from '../support/plan';
import { emptyProject, testWorkspace } from '../support/workspace';

const project = emptyProject();
const ec2 = mockClient(EC2Client);
const TAKEN_AT = new Date('2026-11-22T20:14:05Z');
const CREATED = planOf([
  { address: 'aws_launch_template.Host', actions: ['create'], after: { name: 'games-minecraft-host' } },
]);

let said: string[];

beforeEach(() => {
  said = [];
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
function killedRun(command: string): void {
  const folder = project().stackFolder('minecraft');
  mkdirSync(folder, { recursive: true });
  noteRun(folder, command, spawnSync(process.execPath, ['--version']).pid);
}

function existsInAws(): void {
  ec2.on(DescribeLaunchTemplatesCommand).resolves({ LaunchTemplates: [{ LaunchTemplateId: 'lt-1' }] });
}

test.each([
  ['an apply', 'apply', true],
  // it created nothing
  ['a plan', 'plan', false],
])('%s that was killed', async (_, command, isKilled) => {
  killedRun(command);
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
      Promise.resolve(stack === 'minecraft' ? { id: 'the-lock', owner: 'jo@desk', takenAt: TAKEN_AT } : undefined),
    );

  await killed.find(['base', 'minecraft']);
  await killed.unlock(workspace.terraform('base'));
  await killed.unlock(terraform);
  await killed.unlock(terraform);

  expect(forceUnlock.mock.calls).toEqual([['the-lock']]);
  expect(killed.has('minecraft')).toBe(true);
  expect(said).toEqual(['minecraft: removed the lock the-lock']);
});

test('a lock that no state has is refused before anything happens', async () => {
  const { killed, workspace } = opened({ unlock: 'the-lock' });
  jest.spyOn(workspace.states, 'readLock').mockResolvedValue({ id: 'another', owner: 'jo@desk', takenAt: TAKEN_AT });

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
    'minecraft: cannot see whether something of it exists already: You are not authorized (UnauthorizedOperation)',
  ]);
});

test('after a deployment that finished, nothing is known of the killed one', async () => {
  killedRun('apply');
  const { killed } = opened();
  await killed.find(['minecraft']);

  killed.finished('minecraft');

  expect(killedRuns(project().stackFolder('minecraft'))).toEqual([]);
});
