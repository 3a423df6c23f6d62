import { readdirSync, statSync } from 'node:fs';
import { basename } from 'node:path';

import { SetDesiredCapacityCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeFileSystemsCommand } from '@aws-sdk/client-efs';

import { type DeploymentReport } from '../../cli/deployment/report';
import { effectiveChanges, parsePlan, type TerraformPlan } from '../../cli/terraform/plan';
import { PAGE_MARK } from '../../cli/review/page';
import { type Clients, clientsOf, destroyClients } from '../emulator/clients';
import { type Emulator, startEmulator } from '../emulator/emulator';
import { changesIn } from '../emulator/changes';
import { SMALL_LEAF } from './support/leaf';
import { assertSucceeded, type CmRun } from '../project-copy/cm-run';
import { type CmRunOptions, ProjectCopy } from '../project-copy/project-copy';

// The tests build on one another, since a deployment takes long: each continues where the one before ended.

const BASE = 'Region: eu-central-1\nName: cm\n';
const GROUP = 'cm-minecraft-asg';

let emulator: Emulator;
let project: ProjectCopy;
let clients: Clients;
/** Addresses of the resources that the guard refused to delete. */
let lostAddresses: string[];

beforeAll(async () => {
  emulator = await startEmulator();
  project = new ProjectCopy(emulator.environment);
  project.write('config/base.yaml', BASE);
  project.write('config/leaves/minecraft.yaml', SMALL_LEAF);
  clients = clientsOf(emulator.endpoint, 'eu-central-1');
});

afterAll(async () => {
  destroyClients(clients);
  await project.dispose();
  await emulator.stop();
});

interface JsonRun extends CmRun {
  readonly report: DeploymentReport;
}

async function deploy(args: readonly string[] = [], options?: CmRunOptions): Promise<JsonRun> {
  const run = await project.cm(['deploy', '--json', ...args], options);
  expect(planFiles()).toEqual([]);
  return { ...run, report: JSON.parse(run.stdout) as DeploymentReport };
}

/** `deploy` that has to succeed. */
async function deploySuccessfully(args: readonly string[]): Promise<JsonRun> {
  const run = await deploy(args);
  assertSucceeded(run);
  return run;
}

/** Terraform's plan files contain secrets: commands must delete them. */
function planFiles(): string[] {
  const files = readdirSync(project.path('cdktf.out'), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.tfplan'));
}

/** `deploy` that has to change nothing, neither in AWS nor in the state. */
async function deployWithoutChanges(args: readonly string[] = []): Promise<JsonRun> {
  const [calls, state] = [emulator.calls.length, project.read('terraform.tfstate.d/minecraft/terraform.tfstate')];
  const run = await deploy(args);
  expect(changesIn(emulator.calls.slice(calls))).toEqual([]);
  expect(project.read('terraform.tfstate.d/minecraft/terraform.tfstate')).toBe(state);
  return run;
}

async function fileSystemIds(): Promise<string[]> {
  const { FileSystems = [] } = await clients.efs.send(new DescribeFileSystemsCommand({}));
  return FileSystems.map(({ FileSystemId = '' }) => FileSystemId);
}

async function setDesiredCapacity(capacity: number): Promise<void> {
  await clients.autoScaling.send(
    new SetDesiredCapacityCommand({ AutoScalingGroupName: GROUP, DesiredCapacity: capacity, HonorCooldown: false }),
  );
}

function summary({ stacks }: DeploymentReport): unknown {
  return stacks.map(({ stack, result }) => `${stack} ${result}`);
}

interface PlanRun extends CmRun {
  readonly stacks: Record<string, TerraformPlan>;
  readonly deployed: string;
  readonly unplanned: string;
}

/** `./cm plan`, and the content of the files that it writes. */
async function plan(): Promise<PlanRun> {
  const run = await project.cm(['plan', '--out', 'plans']);
  expect(planFiles()).toEqual([]);
  const files = readdirSync(project.path('plans')).filter((name) => name.endsWith('.json'));
  const stacks = files.map(
    (name) => [basename(name, '.json'), parsePlan(project.read(`plans/${name}`), name)] as const,
  );
  const [deployed, unplanned] = [project.read('plans/deployed.txt'), project.read('plans/unplanned.txt')];
  return { ...run, stacks: Object.fromEntries(stacks), deployed, unplanned };
}

test('plan plans only base until base is deployed', async () => {
  const { code, stdout, stderr, stacks, deployed } = await plan();

  expect({ code, stdout, deployed }).toEqual({ code: 0, stdout: '', deployed: '' });
  expect(stderr).toContain('Base is not deployed yet: leaves can be planned after it is.');
  expect(Object.keys(stacks)).toEqual(['base']);
  expect(changesIn(emulator.calls)).toEqual([]);
});

test('deploy at a terminal asks about base and then about the leaf, and applies only what is confirmed', async () => {
  const { code, output } = await project.cmOnTerminal(
    ['deploy'],
    [
      { at: /base: 12 to create, 0 to change, 0 to replace, 0 to destroy[^]*Apply this\? \(y\/N\)/, keys: 'y\r' },
      { at: /minecraft: [^]*Apply this\? \(y\/N\)/, keys: 'n\r' },
    ],
  );

  expect(code).toBe(0);
  expect(output).toContain('    + 12 new: ');
  expect(output).toContain('Base has new outputs: now the leaves are planned with them.');
  expect(output).toContain('Base is applied. Nothing else was changed.');
  expect(output).toContain('base.backup_vault_name = cm-base-backups');
  expect(planFiles()).toEqual([]);
  expect(project.exists('terraform.tfstate.d/base/terraform.tfstate')).toBe(true);
  expect(project.exists('terraform.tfstate.d/minecraft/terraform.tfstate')).toBe(false);
});

test('Ctrl-C ends a deployment after Terraform has finished what it was doing', async () => {
  // before Terraform creates anything: a call that is cut off can create a resource that Terraform does not know
  const { code, stderr, report } = await deploy(['--yes'], { interruptAt: /Applying minecraft\n/ });

  expect(code).toBe(1);
  expect(stderr).toContain('Terraform finishes what it is doing. Please wait.');
  expect(stderr).toContain('The next ./cm deploy finishes it.');
  expect(summary(report)).toContain('minecraft failed');
});

test('the next deployment finishes an interrupted one', async () => {
  const { report } = await deploySuccessfully(['--yes']);

  expect(report.findings).toEqual([]);
  const [base, minecraft, ...more] = report.stacks;
  expect(base).toMatchObject({ stack: 'base', create: 0, replace: 0, destroy: 0 });
  expect(minecraft).toMatchObject({
    stack: 'minecraft',
    result: 'applied',
    destroy: 0,
    outputs: { ports: '25565/tcp' },
  });
  expect(minecraft?.create).toBeGreaterThan(0);
  expect(more).toEqual([]);
  expect(await fileSystemIds()).toHaveLength(1);
});

test('a plan of what is deployed is empty; the page for a pull request says so, and that a leaf has no YAML', async () => {
  project.write('terraform.tfstate.d/valheim/terraform.tfstate', '{}');
  project.write('plans/gone.json', '{"format_version":"1.2","terraform_version":"1.11.4","errored":false}');
  const calls = emulator.calls.length;

  const { code, stacks, deployed, unplanned } = await plan();

  expect({ code, unplanned }).toEqual({ code: 0, unplanned: '' });
  expect(Object.keys(stacks).sort()).toEqual(['base', 'minecraft']);
  expect(deployed).toBe('base\nminecraft\nvalheim\n');
  expect(changesIn(emulator.calls.slice(calls))).toEqual([]);
  expect(Object.values(stacks).flatMap(effectiveChanges)).toEqual([]);
  // they contain secrets
  for (const name of readdirSync(project.path('plans'))) {
    expect(statSync(project.path(`plans/${name}`)).mode & 0o777).toBe(0o600);
  }

  const page = await project.cm([
    'plan-summary',
    'plans/base.json',
    'plans/minecraft.json',
    '--deployed',
    'plans/deployed.txt',
    '--unplanned',
    'plans/unplanned.txt',
  ]);
  project.remove('terraform.tfstate.d/valheim');

  expect({ code: page.code, stderr: page.stderr }).toEqual({ code: 0, stderr: '' });
  expect(page.stdout.split('\n')[0]).toBe(PAGE_MARK);
  expect(page.stdout).toContain(
    '> [!CAUTION]\n> **./cm deploy refuses this**\n>\n> - <code>valheim</code>: valheim has',
  );
  expect(page.stdout).toMatch(/^\| <code>minecraft<\/code> \|/m);
});

test('deploy warns of a restart while the leaf is awake, and exits with 1 when the apply fails', async () => {
  project.write('config/leaves/minecraft.yaml', SMALL_LEAF.replace('game:1', 'game:2'));
  await setDesiredCapacity(1);
  const end = emulator.fail({ service: 'ecs', action: 'RegisterTaskDefinition', status: 400, code: 'ClientException' });

  const { code, stderr, report } = await deploy(['minecraft', '--yes']);
  end();
  await setDesiredCapacity(0);

  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^ {2}-\/\+ aws_ecs_task_definition\.\S+\n {8}nothing is lost: a changed task definition is a new revision$/m,
  );
  expect(stderr).toMatch(/^ {8}container_definitions\[container\]\.image: \S+game:1 -> \S+game:2$/m);
  expect(stderr).toContain('Warning: minecraft is awake, and this change restarts its container');
  expect(report.findings.map(({ severity, stack, isAllowed }) => ({ severity, stack, isAllowed }))).toEqual([
    { severity: 'warn', stack: 'minecraft', isAllowed: true },
  ]);
  expect(stderr).toContain('terraform apply of minecraft failed');
  expect(stderr).toContain('Not deployed, or only in part: minecraft.');
  expect(report.stacks.find(({ stack }) => stack === 'minecraft')).toMatchObject({
    result: 'failed',
    error: expect.stringContaining('RegisterTaskDefinition') as unknown,
  });
});

test('the guard refuses to delete a volume, to change zones and to deploy without the YAML of a deployed leaf, and nothing changes', async () => {
  const renamed = SMALL_LEAF.replace('game:1', 'game:2').replace('World:', 'Worlds:');
  project.write('config/leaves/minecraft.yaml', renamed);
  project.write('terraform.tfstate.d/valheim/terraform.tfstate', '{}');

  const lost = await deployWithoutChanges(['--yes']);
  project.write('config/base.yaml', `${BASE}Vpc: { MaxAZs: 2 }\n`);
  const moved = await deployWithoutChanges(['base', '--yes']);
  project.write('config/base.yaml', BASE);

  expect(lost.code).toBe(3);
  expect(lost.stderr).toContain('If you renamed the volume');
  expect(lost.stderr).toContain('valheim has state but no YAML: put the file back or run ./cm retire valheim');
  expect(lost.stderr).toContain('The guard refused. Nothing was changed.');
  expect(lost.report.findings.map(({ severity, address }) => [severity, address?.split('.')[0]])).toEqual([
    ['refuse', 'aws_efs_access_point'],
    ['refuse', 'aws_efs_file_system'],
    ['refuse', undefined],
  ]);
  expect(summary(lost.report)).toEqual(['base unchanged', 'minecraft planned']);
  expect(moved.code).toBe(3);
  expect(moved.stderr).toContain('Vpc.MaxAZs and Vpc.AvailabilityZones must stay as they are');
  expect(moved.report.findings.map(({ severity, stack }) => [severity, stack])).toEqual([
    ['refuse', 'base'],
    ['warn', 'valheim'],
  ]);
  project.remove('terraform.tfstate.d/valheim');
  lostAddresses = lost.report.findings.flatMap(({ address }) => address ?? []);
});

test('--allow-destroy with an address lets the guard pass that resource', async () => {
  const [world] = await fileSystemIds();
  const allowances = lostAddresses.map((address, index) => (index === 0 ? `minecraft/${address}` : address));
  expect(allowances).toHaveLength(2);

  const { stderr, report } = await deploySuccessfully([
    '--yes',
    ...[...allowances, 'minecraft/aws_sns_topic.Typo'].flatMap((each) => ['--allow-destroy', each]),
  ]);

  expect(stderr).toContain('--allow-destroy minecraft/aws_sns_topic.Typo: nothing was refused for it.');
  expect(stderr).not.toContain(`--allow-destroy ${allowances[0]!}: nothing`);
  expect(report.findings.map(({ isAllowed }) => isAllowed)).toEqual([true, true]);
  const after = await fileSystemIds();
  expect(after).toHaveLength(1);
  expect(after).not.toContain(world);
});

test('the first deployment after bootstrap moves the local states to S3, and later commands use them there', async () => {
  const [world] = await fileSystemIds();
  await project.cm(['bootstrap']);

  const planned = await plan();
  const { stderr, report } = await deploySuccessfully(['--yes']);

  expect(planned.code).toBe(1);
  expect(planned.stderr).toContain('base has a local state: run ./cm deploy, which moves it to S3, before you plan');
  expect(planned.stderr).toContain('minecraft has a local state');
  expect(planned.stacks).toEqual({});
  expect(planned.unplanned).toBe('base\nminecraft\n');
  expect(stderr.match(/moved its local state to S3/g)).toHaveLength(2);
  expect(report.stacks.map(({ stack, create, destroy }) => ({ stack, create, destroy }))).toEqual([
    { stack: 'base', create: 0, destroy: 0 },
    { stack: 'minecraft', create: 0, destroy: 0 },
  ]);
  for (const stack of ['base', 'minecraft']) {
    expect(readdirSync(project.path(`terraform.tfstate.d/${stack}`))).toContain('terraform.tfstate.moved');
    expect(project.exists(`terraform.tfstate.d/${stack}/terraform.tfstate`)).toBe(false);
    // Terraform wrote it for its owner alone
    const { mode } = statSync(project.path(`terraform.tfstate.d/${stack}/terraform.tfstate.moved`));
    expect((mode & 0o777).toString(8)).toBe('600');
  }
  expect(await fileSystemIds()).toEqual([world]);

  const again = await plan();

  expect({ code: again.code, unplanned: again.unplanned }).toEqual({ code: 0, unplanned: '' });
  expect(again.deployed).toBe('base\nminecraft\n');
  expect(Object.keys(again.stacks).sort()).toEqual(['base', 'minecraft']);
  expect(Object.values(again.stacks).flatMap(effectiveChanges)).toEqual([]);
});

test('the next deployment finishes a move to S3 that was interrupted', async () => {
  const folder = 'terraform.tfstate.d/base';
  project.write(`${folder}/terraform.tfstate`, project.read(`${folder}/terraform.tfstate.moved`));

  const { stderr } = await deploySuccessfully(['base', '--yes']);

  expect(stderr).toContain('moved its local state to S3');
  expect(project.exists(`${folder}/terraform.tfstate`)).toBe(false);
});

test('deploy refuses to choose between two different states of a stack', async () => {
  const file = 'terraform.tfstate.d/base/terraform.tfstate';
  project.write(file, '{"version":4,"serial":99,"lineage":"another","resources":[]}');

  const { code, stderr, report } = await deploy(['base', '--yes']);

  expect(code).toBe(1);
  expect(stderr).toContain('base has two states');
  expect(report.stacks).toEqual([]);
  expect(project.exists(file)).toBe(true);
  project.remove(file);
});

test('deploy refuses to begin a new local state when State.Bucket is removed', async () => {
  project.write('config/base.yaml', BASE);

  const { code, stderr } = await deploy(['base', '--yes']);

  expect(code).toBe(1);
  expect(stderr).toMatch(/the state of base is in s3:\/\/cm-state-.*, but base.yaml now says no State.Bucket/);
  expect(project.exists('terraform.tfstate.d/base/terraform.tfstate')).toBe(false);
});
