import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { BackupClient, ListBackupVaultsCommand } from '@aws-sdk/client-backup';
import { DescribeInstanceTypeOfferingsCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeFileSystemsCommand, EFSClient } from '@aws-sdk/client-efs';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';

import { Deployment, type DeploymentOptions } from '../../../cli/deployment/deployment';
import { type TerraformPlan } from '../../../cli/terraform/plan';
import { colorsOn } from '../../../cli/terminal/colors';
import { InterruptedError } from '../../../cli/terminal/errors';
import { Terraform } from '../../../cli/terraform/terraform';
import { group } from '../support/leaf';
import { planOf } from '../support/plan';
import { stateText } from '../support/state';
import { emptyProject, testWorkspace, writeStates } from '../support/workspace';

const project = emptyProject();
const autoScaling = mockClient(AutoScalingClient);
const backup = mockClient(BackupClient);
const ec2 = mockClient(EC2Client);
const efs = mockClient(EFSClient);
const BASE_PLAN = planOf([{ address: 'aws_vpc.Network', actions: ['create'] }], { vpc_id: ['create'] });
const LEAF_PLAN = planOf([
  { address: 'aws_ecs_service.Service', actions: ['update'], before: { task_definition: 'game:1' }, after: {} },
]);

let steps: string[];

beforeEach(() => {
  steps = [];
  for (const mock of [autoScaling, backup, ec2, efs]) mock.reset();
  ec2.on(DescribeVpcsCommand).resolves({});
  backup.on(ListBackupVaultsCommand).resolves({ BackupVaultList: [] });
  efs.on(DescribeFileSystemsCommand).resolves({ FileSystems: [] });
  ec2.on(DescribeInstanceTypeOfferingsCommand).resolves({
    InstanceTypeOfferings: [{ InstanceType: 'm7i-flex.large', Location: 'eu-central-1a' }],
  });
  isAwake(false);
  jest.spyOn(Terraform.prototype, 'init').mockResolvedValue();
  jest.spyOn(Terraform.prototype, 'applyPlan').mockImplementation(function (this: Terraform) {
    steps.push(`${this.stack} is applied`);
    return Promise.resolve({});
  });
});

afterEach(() => {
  jest.restoreAllMocks();
});

function isAwake(awake: boolean): void {
  autoScaling
    .on(DescribeAutoScalingGroupsCommand)
    .resolves({ AutoScalingGroups: [group({ DesiredCapacity: awake ? 1 : 0 })] });
}

/** A player connects while Terraform plans a stack. */
function somebodyComesWhilePlanning(wokenDuring: string, basePlan: TerraformPlan): void {
  jest.spyOn(Terraform.prototype, 'plan').mockImplementation(function (this: Terraform) {
    if (this.stack === wokenDuring) isAwake(true);
    return Promise.resolve(this.stack === 'base' ? basePlan : LEAF_PLAN);
  });
}

/** `./cm deploy --yes`, and what it said. */
async function deploy(
  names: readonly string[] = [],
  workspace = testWorkspace(project()),
  { columns, ...options }: Partial<DeploymentOptions> & { readonly columns?: number } = {},
): Promise<string[]> {
  const deployment = new Deployment(
    workspace,
    { yes: true, json: true, allowDestroy: [], importExisting: false, ...options },
    { colors: colorsOn({}), columns, say: (text) => steps.push(text), during: (_, work) => work(() => undefined) },
  );
  await deployment.run(names);
  return steps;
}

const BASE_FIRST: readonly unknown[] = [
  expect.stringContaining('base: 1 to create'),
  'base is applied',
  'Base has new outputs: now the leaves are planned with them.',
];

test.each([
  ['while base is planned', 'base', BASE_PLAN, BASE_FIRST],
  ['while it is planned after base was applied', 'minecraft', BASE_PLAN, BASE_FIRST],
  ['while it is planned with base', 'minecraft', planOf([]), ['base: no changes']],
])('a leaf that wakes up %s is awake when its plan is shown', async (_, stack, basePlan, before) => {
  writeStates(project(), ['base', 'minecraft']);
  somebodyComesWhilePlanning(stack, basePlan);

  expect(await deploy()).toEqual([
    ...before,
    expect.stringContaining('minecraft: 0 to create, 1 to change'),
    expect.stringContaining('minecraft is awake, and this change restarts its container'),
    'minecraft is applied',
  ]);
});

test.each([
  [{ columns: 40 }, ['    + 6 new: 6 topics (--verbose names', '      them)']],
  [{ verbose: true }, [1, 2, 3, 4, 5, 6].map((index) => `    + aws_sns_topic.It${index}`)],
])('shows before the question what is new and what changes, and from which value: %j', async (options, created) => {
  writeStates(project(), ['base', 'minecraft']);
  const changes = [1, 2, 3, 4, 5, 6].map((index) => ({ address: `aws_sns_topic.It${index}`, actions: ['create'] }));
  const alarm = {
    address: 'aws_cloudwatch_metric_alarm.Watchdog',
    actions: ['update'],
    before: { threshold: 1175 },
    after: { threshold: 1300 },
  };
  jest.spyOn(Terraform.prototype, 'plan').mockImplementation(function (this: Terraform) {
    return Promise.resolve(planOf(this.stack === 'base' ? [] : [...changes, alarm]));
  });

  expect(await deploy([], undefined, options)).toEqual([
    'base: no changes',
    [
      'minecraft: 6 to create, 1 to change, 0 to replace, 0 to destroy',
      ...created,
      '    ~ aws_cloudwatch_metric_alarm.Watchdog',
      '        threshold: 1175 -> 1300',
    ].join('\n'),
    'minecraft is applied',
  ]);
});

test.each([
  ['is told after an interrupt', true],
  ['is not told when the state could not be saved', false],
])('that the next deployment finishes it %s', async (_, isStateSaved) => {
  writeStates(project(), ['base', 'minecraft']);
  somebodyComesWhilePlanning('nobody', planOf([]));
  const error = new InterruptedError('Interrupted.', { isStateSaved });
  jest.spyOn(Terraform.prototype, 'applyPlan').mockRejectedValue(error);

  const thrown: unknown = await deploy().catch((reason: unknown) => reason);

  expect(thrown).toBeInstanceOf(InterruptedError);
  expect((thrown as Error).message.includes('The next ./cm deploy finishes it.')).toBe(isStateSaved);
});

test('says once that it locked the providers', async () => {
  writeStates(project(), ['base', 'minecraft']);
  somebodyComesWhilePlanning('nobody', planOf([]));
  jest.spyOn(Terraform.prototype, 'init').mockImplementation(({ lockFile }) => {
    mkdirSync(dirname(lockFile), { recursive: true });
    writeFileSync(lockFile, '');
    return Promise.resolve();
  });
  const told: unknown = expect.stringMatching(
    /^Wrote .*\.terraform\.lock\.hcl, which locks the Terraform providers: commit it/,
  );

  expect(await deploy()).toContainEqual(told);
  steps = [];
  expect(await deploy()).not.toContainEqual(told);
});

test('keeps a file system whose creation was interrupted, after its state is connected and before it is planned', async () => {
  writeStates(project(), ['base', 'minecraft']);
  jest.spyOn(Terraform.prototype, 'init').mockImplementation(function (this: Terraform) {
    const world = { address: 'aws_efs_file_system.World', status: 'tainted' };
    if (this.stack === 'minecraft') writeStates(project(), [this.stack], stateText(world));
    return Promise.resolve();
  });
  jest.spyOn(Terraform.prototype, 'untaint').mockImplementation(function (this: Terraform, address) {
    steps.push(`${this.stack}: ${address} is no longer tainted`);
    return Promise.resolve();
  });
  jest.spyOn(Terraform.prototype, 'plan').mockImplementation(function (this: Terraform) {
    steps.push(`${this.stack} is planned`);
    return Promise.resolve(planOf([]));
  });

  expect(await deploy()).toEqual([
    'base is planned',
    'minecraft: aws_efs_file_system.World is no longer tainted',
    'minecraft: completes aws_efs_file_system.World, whose creation was interrupted',
    'minecraft is planned',
    'base: no changes',
    'minecraft: no changes',
  ]);
});

test('a deployment of one leaf does not take another for one without YAML, whose file is wrong', async () => {
  writeStates(project(), ['base', 'minecraft', 'my-web']);
  somebodyComesWhilePlanning('nobody', planOf([]));

  const told = await deploy(['minecraft'], { ...testWorkspace(project()), leafIds: ['minecraft', 'my.web'] });

  expect(told.join('\n')).not.toContain('no YAML');
  expect(told.at(-1)).toBe('minecraft is applied');
});

describe('when base has no state', () => {
  beforeEach(() => {
    autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [] });
    jest.spyOn(Terraform.prototype, 'plan').mockImplementation(function (this: Terraform) {
      steps.push(`${this.stack} is planned`);
      return Promise.resolve(this.stack === 'base' ? BASE_PLAN : LEAF_PLAN);
    });
  });

  test('base is created first', async () => {
    expect(await deploy()).toEqual([
      'base is planned',
      ...BASE_FIRST,
      'minecraft is planned',
      expect.stringContaining('minecraft: 0 to create, 1 to change'),
      'minecraft is applied',
    ]);
  });

  test('before the question about base, it is said which leaves are asked about next', async () => {
    await expect(deploy([], undefined, { yes: false })).rejects.toThrow('read the plan above and add --yes');

    expect(steps).toEqual([
      'base is planned',
      expect.stringContaining('base: 1 to create'),
      'Then the leaves are planned, and you are asked about them: minecraft',
    ]);
  });

  test('nothing is said of leaves where base alone is deployed', async () => {
    await expect(deploy(['base'], undefined, { yes: false })).rejects.toThrow('read the plan above and add --yes');

    expect(steps).toEqual(['base is planned', expect.stringContaining('base: 1 to create')]);
  });

  test('fails before anything is planned when base exists in AWS', async () => {
    backup.on(ListBackupVaultsCommand).resolves({ BackupVaultList: [{ BackupVaultName: 'games-base-backups' }] });

    await expect(deploy()).rejects.toMatchObject({
      message: expect.stringContaining('the state of base is not in') as string,
      exitCode: 3,
    });
    expect(steps).toEqual([]);
  });

  test('fails with how to save a state of base that could not be saved, and not with where to look for it', async () => {
    backup.on(ListBackupVaultsCommand).resolves({ BackupVaultList: [{ BackupVaultName: 'games-base-backups' }] });
    const folder = project().stackFolder('base');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'errored.tfstate'), '{}');

    await expect(deploy()).rejects.toThrow('Terraform could not save the state of base last time');
  });

  test('fails with the place where this computer last had the state, and not with where to look for it', async () => {
    backup.on(ListBackupVaultsCommand).resolves({ BackupVaultList: [{ BackupVaultName: 'games-base-backups' }] });
    const folder = join(project().stackFolder('base'), '.terraform');
    mkdirSync(folder, { recursive: true });
    const config = { bucket: 'states', key: 'games/base/terraform.tfstate' };
    writeFileSync(join(folder, 'terraform.tfstate'), JSON.stringify({ version: 3, backend: { type: 's3', config } }));
    const text = stateText({ address: 'aws_vpc.Network' });
    // a cast: of the stream we only want its text
    const body = { transformToString: () => Promise.resolve(text) } as never;
    mockClient(S3Client).on(GetObjectCommand, { Bucket: 'states' }).resolves({ Body: body });

    await expect(deploy()).rejects.toThrow(
      'the state of base is in s3://states/games/base/terraform.tfstate, but base.yaml now says no State.Bucket',
    );
  });

  describe('and the account has another project', () => {
    const named = (newProject: string) => deploy([], testWorkspace(project()), { newProject });

    beforeEach(() => {
      ec2.on(DescribeVpcsCommand).resolves({
        Vpcs: [{ VpcId: 'vpc-1', Tags: [{ Key: 'container-manager:project', Value: 'arcade' }] }],
      });
    });

    test('fails before anything is planned: Name may have been changed', async () => {
      await expect(deploy()).rejects.toMatchObject({
        message: expect.stringContaining("put 'Name: arcade' back") as string,
        exitCode: 3,
      });
      expect(steps).toEqual([]);
    });

    test('is created when a person says that it is new on purpose', async () => {
      expect(await named('games')).toContain('base is applied');
    });

    test('still refuses names that the other project has', async () => {
      backup
        .on(ListBackupVaultsCommand)
        .resolves({ BackupVaultList: [{ BackupVaultName: 'games-minecraft-backups' }] });

      await expect(named('games')).rejects.toThrow('minecraft cannot be deployed: its names in AWS would begin with');
    });

    test('fails, and asks nothing, where the name on the command line is not that of base.yaml', async () => {
      await expect(named('arcade')).rejects.toMatchObject({
        message: expect.stringContaining('--new-project says arcade, but Name in base.yaml is games.') as string,
        exitCode: 2,
      });
      expect(ec2.commandCalls(DescribeVpcsCommand)).toHaveLength(0);
    });
  });
});

test('says that a project whose base is deployed is not new any more, and asks for no others', async () => {
  writeStates(project(), ['base', 'minecraft']);
  somebodyComesWhilePlanning('nobody', planOf([]));

  const told = await deploy([], testWorkspace(project()), { newProject: 'games' });

  expect(told).toContain('--new-project games: its base is deployed already. Leave the option out.');
  expect(ec2.commandCalls(DescribeVpcsCommand)).toHaveLength(0);
});

test('plans nothing when AWS lacks what the config names', async () => {
  ec2.on(DescribeInstanceTypeOfferingsCommand).resolves({});
  const plan = jest.spyOn(Terraform.prototype, 'plan');

  await expect(deploy()).rejects.toThrow(
    "config/leaves/minecraft.yaml:1:1 Ec2.InstanceType: 'm7i-flex.large' is not an instance type of eu-central-1\n" +
      'Nothing was changed. ./cm check repeats this check alone.',
  );

  expect(plan).not.toHaveBeenCalled();
  expect(steps).toEqual([]);
});
