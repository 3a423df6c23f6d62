import { SetDesiredCapacityCommand, UpdateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';

import { findGroup } from '../../cli/leaf/group';
import { type Clients, clientsOf, destroyClients } from '../emulator/clients';
import { type Emulator, startEmulator } from '../emulator/emulator';
import { changesIn } from '../emulator/changes';
import { SMALL_LEAF } from './support/leaf';
import { assertSucceeded, type CmRun } from '../project-copy/cm-run';
import { type CmRunOptions, ProjectCopy } from '../project-copy/project-copy';

// The tests build on one another, since a deployment takes long: each continues where the one before ended.

const YAML = 'config/leaves/minecraft.yaml';
const GROUP = 'cm-minecraft-asg';
const RETIRE = ['retire', 'minecraft', '--yes'];
const DESTROY = ['destroy', 'minecraft', '--delete-data', '--confirm', 'minecraft'];
const DESTROY_BASE = ['destroy', 'base', '--delete-data', '--confirm', 'base'];

let emulator: Emulator;
let project: ProjectCopy;
let clients: Clients;

function configure(copy: ProjectCopy, { name = 'cm', region = 'eu-central-1' } = {}): void {
  copy.write('config/base.yaml', `Region: ${region}\nName: ${name}\n`);
  copy.write(YAML, SMALL_LEAF);
}

beforeAll(async () => {
  emulator = await startEmulator();
  project = new ProjectCopy(emulator.environment);
  configure(project);
  clients = clientsOf(emulator.endpoint, 'eu-central-1');
  assertSucceeded(await project.cm(['deploy', '--yes']));
  await clients.autoScaling.send(
    new SetDesiredCapacityCommand({ AutoScalingGroupName: GROUP, DesiredCapacity: 1, HonorCooldown: false }),
  );
});

afterAll(async () => {
  destroyClients(clients);
  await project.dispose();
  await emulator.stop();
});

/** Runs commands that have to be refused, and to change nothing: neither in AWS nor in a state. */
async function refused(copy: ProjectCopy, commands: readonly string[][], options?: CmRunOptions): Promise<CmRun[]> {
  const states = () => ['base', 'minecraft'].map((stack) => stateOf(project, stack));
  const [calls, before] = [emulator.calls.length, states()];
  const runs: CmRun[] = [];
  for (const command of commands) runs.push(await copy.cm(command, options));
  expect(runs.map(({ code }) => code)).toEqual(runs.map(() => 3));
  expect(changesIn(emulator.calls.slice(calls))).toEqual([]);
  expect(states()).toEqual(before);
  return runs;
}

function stateOf(copy: ProjectCopy, stack: string): string {
  return copy.read(`terraform.tfstate.d/${stack}/terraform.tfstate`);
}

test('every command is refused when Region in base.yaml is not the one of the deployed stacks', async () => {
  configure(project, { region: 'eu-west-1' });

  const runs = await refused(project, [['deploy', '--yes'], ['plan'], RETIRE, DESTROY]);
  configure(project);

  for (const { stderr } of runs) {
    expect(stderr).toContain(
      'minecraft is deployed in eu-central-1, but Region in base.yaml is eu-west-1: put Region back in base.yaml\n' +
        'Nothing was changed.',
    );
  }
  expect(runs[0]?.stderr).toContain('base is deployed in eu-central-1');
});

test('commands are refused with credentials for another account', async () => {
  const { Credentials: theirs } = await clients.sts.send(
    new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::222222222222:role/theirs', RoleSessionName: 'theirs' }),
  );

  const runs = await refused(project, [['deploy', '--yes'], RETIRE], {
    environment: {
      AWS_ACCESS_KEY_ID: theirs?.AccessKeyId ?? '',
      AWS_SECRET_ACCESS_KEY: theirs?.SecretAccessKey ?? '',
      AWS_SESSION_TOKEN: theirs?.SessionToken ?? '',
    },
  });

  for (const { stderr } of runs) {
    expect(stderr).toContain(
      'minecraft is deployed in account 123456789012, but your credentials are for account 222222222222: use the profile of account 123456789012',
    );
  }
});

test('without the state, commands refuse to call existing resources removed and to create them a second time', async () => {
  const other = new ProjectCopy(emulator.environment);
  configure(other);

  const [retired, destroyed, base, deployed] = await refused(other, [
    RETIRE,
    DESTROY,
    DESTROY_BASE,
    ['deploy', '--yes'],
  ]);
  await other.dispose();

  for (const run of [retired, destroyed]) {
    expect(run?.stderr).toMatch(
      /the state of minecraft is not in terraform\.tfstate\.d\/minecraft\/terraform\.tfstate: cm-minecraft-asg and fs-\w+ exist in AWS but not in this state\./,
    );
  }
  expect(base?.stderr).toContain(': cm-base-backups exists in AWS but not in this state.');
  expect(deployed?.stderr).toContain(': cm-base-backups and cm-minecraft-asg exist in AWS but not in this state.');
});

test('in a fresh clone, a changed Name is refused, and the plan says so', async () => {
  const other = new ProjectCopy(emulator.environment);
  configure(other, { name: 'other' });

  const [deployed, retired] = await refused(other, [['deploy', '--yes'], RETIRE]);
  const planned = await other.cm(['plan']);
  const base = await other.cm(DESTROY_BASE);
  const deployedText = other.read('plans/deployed.txt');
  await other.dispose();

  const found =
    /base of other has no state, but there is another project:\n {2}cm: vpc-\w+, cm-minecraft-asg, fs-\w+\n/;
  for (const { stderr } of [deployed!, planned, base]) {
    expect(stderr).toMatch(found);
    expect(stderr).toContain("put 'Name: cm' back");
  }
  expect(deployed?.stderr).toContain('./cm deploy --new-project other');
  expect(retired?.stderr).toContain('minecraft is deployed under the Name cm, but Name in base.yaml is other');
  expect([planned.code, base.code]).toEqual([0, 2]);
  expect(deployedText).toContain('"name":"cm"');
});

test('deploy refuses a changed Name, and says which Name to put back', async () => {
  configure(project, { name: 'other' });

  const [run] = await refused(project, [['deploy', '--yes']]);

  expect(run?.stderr).toContain("Put 'Name: cm' back in base.yaml");
});

test('status, wake and sleep say after a changed Region or Name what to put back', async () => {
  configure(project, { region: 'eu-west-1' });
  const elsewhere = await refused(project, [['status'], ['wake', 'minecraft'], ['sleep', 'minecraft']]);
  configure(project, { name: 'other' });
  const renamed = await refused(project, [
    ['wake', 'minecraft'],
    ['sleep', 'minecraft'],
  ]);
  const shown = await project.cm(['status']);
  configure(project);

  for (const { stderr } of elsewhere) expect(stderr).toContain('minecraft is deployed in eu-central-1, but Region in');
  for (const told of [...renamed.map(({ stderr }) => stderr), shown.stdout]) {
    expect(told).toContain(
      "minecraft is deployed under the Name cm, but Name in base.yaml is other: put 'Name: cm' back",
    );
  }
});

test('half a YAML stops no other leaf, and a leaf without YAML is shown, held and released', async () => {
  const half = 'config/leaves/half.yaml';
  project.write(half, 'Ec2:\n');
  const shown = await project.cm(['status']);
  const deployed = await project.cm(['deploy', 'minecraft', '--yes']);
  project.remove(half);
  project.remove(YAML);

  const status = await project.cm(['status', '--json']);
  const held = await project.cm(['hold', 'minecraft']);
  const released = await project.cm(['release', 'minecraft']);
  configure(project);

  expect(shown.code).toBe(0);
  expect(shown.stdout).toMatch(/minecraft +(waking|ready)/);
  expect(shown.stdout).toContain('config/leaves/half.yaml:1:1 Ec2');
  expect(deployed.code).toBe(0);
  expect(JSON.parse(status.stdout)).toMatchObject({
    leaves: [{ id: 'minecraft', hasNoYaml: true, ports: ['25565/tcp'] }],
    stacksWithoutYaml: ['minecraft'],
  });
  expect([held.code, released.code]).toEqual([0, 0]);
});

test('wake and status distinguish a leaf that is being retired from one that is asleep', async () => {
  configure(project);
  await clients.autoScaling.send(
    new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: GROUP, MaxSize: 0, DesiredCapacity: 0 }),
  );

  const woken = await project.cm(['wake', 'minecraft']);
  const shown = await project.cm(['status']);
  await clients.autoScaling.send(
    new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: GROUP, MaxSize: 1, DesiredCapacity: 1 }),
  );

  expect(woken.code).toBe(1);
  for (const told of [woken.stderr, shown.stdout]) {
    expect(told).toContain('minecraft is being retired: run ./cm retire minecraft again, or ./cm deploy minecraft to');
  }
});

test('retire finds the leaf under a changed Name: it terminates the instance first and keeps the files', async () => {
  configure(project, { name: 'other' });
  const [instance] = (await findGroup(clients.autoScaling, GROUP))?.Instances ?? [];
  const calls = emulator.calls.length;

  const { code, stdout } = await project.cm(RETIRE);
  configure(project);

  expect(instance).toBeDefined();
  expect(code).toBe(0);
  expect(stdout).toMatch(/Kept: fs-\w+ \(volume World\)\./);
  const changes = changesIn(emulator.calls.slice(calls));
  expect(changes[0]).toBe('autoscaling UpdateAutoScalingGroup');
  expect(await findGroup(clients.autoScaling, GROUP)).toBeUndefined();
});

test('destroy refuses base when Region is not the one of the deployed stacks', async () => {
  configure(project, { region: 'eu-west-1' });
  const before = stateOf(project, 'base');

  const { code, stderr } = await project.cm(DESTROY_BASE);

  expect(code).toBe(3);
  expect(stderr).toContain('base is deployed in eu-central-1, but Region in base.yaml is eu-west-1');
  expect(stateOf(project, 'base')).toBe(before);
});
