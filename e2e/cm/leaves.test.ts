import { setTimeout } from 'node:timers/promises';

import { DescribeAlarmsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeFileSystemsCommand } from '@aws-sdk/client-efs';
import { DescribeRuleCommand } from '@aws-sdk/client-eventbridge';

import { findGroup } from '../../cli/leaf/group';
import { AutoScalingGroup } from '../../lambdas/shared/auto-scaling-group';
import { Names } from '../../modules/aws/naming';
import { type ProjectStatus } from '../../cli/status/status';
import { type Clients, clientsOf, destroyClients } from '../emulator/clients';
import { type Emulator, startEmulator } from '../emulator/emulator';
import { changesIn } from '../emulator/changes';
import { hostContainer } from './support/container-host';
import { assertSucceeded } from '../project-copy/cm-run';
import { ProjectCopy } from '../project-copy/project-copy';

// The tests build on one another, since a deployment takes long: each continues where the one before ended.

const BASE = 'Region: eu-central-1\nName: cm\n';
const YAML = 'config/leaves/mine.craft.yaml';
const leaf = (threshold: number, volume = '') => `
Ec2: { InstanceType: m5.large }
Container: { Image: 'example/game:1', Ports: [TCP: 25565] }
Volumes: { World: { ${volume}Paths: [Path: /data] }, Cache: { KeepOnDelete: false, Paths: [Path: /cache] } }
Watchdog: { Threshold: ${threshold} }
`;
const NAMES = new Names('cm', 'mine-craft');

let emulator: Emulator;
let project: ProjectCopy;
let clients: Clients;

beforeAll(async () => {
  emulator = await startEmulator();
  project = new ProjectCopy(emulator.environment);
  project.write('config/base.yaml', BASE);
  project.write(YAML, leaf(100));
  clients = clientsOf(emulator.endpoint, 'eu-central-1');
  assertSucceeded(await project.cm(['deploy', '--yes']));
});

afterAll(async () => {
  destroyClients(clients);
  await project.dispose();
  await emulator.stop();
});

async function status(): Promise<ProjectStatus> {
  const { code, stdout } = await project.cm(['status', '--json']);
  expect(code).toBe(0);
  return JSON.parse(stdout) as ProjectStatus;
}

async function alarm() {
  const { MetricAlarms = [] } = await clients.cloudWatch.send(
    new DescribeAlarmsCommand({ AlarmNames: [NAMES.containerActivityAlarm] }),
  );
  return MetricAlarms[0];
}

async function desired(): Promise<number | undefined> {
  return (await findGroup(clients.autoScaling, NAMES.autoScalingGroup))?.DesiredCapacity;
}

/** Simulates players until the status shows traffic: it looks at minutes that began after the container started. */
async function playersConnect(): Promise<void> {
  const values: Readonly<Record<string, number>> = { up: 1, net: 60 * 12_040 };
  for (;;) {
    for (const { Id = '', MetricStat } of (await alarm())?.Metrics ?? []) {
      const { Namespace, MetricName, Dimensions } = MetricStat?.Metric ?? {};
      const Value = values[Id];
      if (Value === undefined) continue;
      await clients.cloudWatch.send(
        new PutMetricDataCommand({ Namespace, MetricData: [{ MetricName, Dimensions, Value }] }),
      );
    }
    if ((await status()).leaves[0]?.traffic !== undefined) return;
    await setTimeout(2_000);
  }
}

async function fileSystems(): Promise<Map<string | undefined, string | undefined>> {
  const { FileSystems = [] } = await clients.efs.send(new DescribeFileSystemsCommand({}));
  const volume = 'container-manager:volume';
  return new Map(
    FileSystems.map(({ FileSystemId, Tags }) => [Tags?.find(({ Key }) => Key === volume)?.Value, FileSystemId]),
  );
}

test('a leaf is asleep after its first deployment, and status lists no orphaned resources', async () => {
  expect(await status()).toEqual({
    leaves: [
      {
        id: 'mine.craft',
        phase: 'asleep',
        isHeld: false,
        ports: ['25565/tcp'],
        alarms: expect.any(Array) as unknown,
        month: { month: new Date().toISOString().slice(0, 7), minutes: 0 },
        cost: {
          instanceType: 'm5.large',
          perHour: expect.closeTo(0.104, 3) as unknown,
          month: 0,
          priceOf: 'us-east-1',
        },
      },
    ],
    keptFileSystems: [],
    stacksWithoutYaml: [],
  });
});

test('wake waits until players can connect and prints the address; status --watch shows each change', async () => {
  const [{ code, stdout }, watched] = await Promise.all([
    project.cm(['wake', 'mine.craft', '--json']),
    project.cmOnTerminal(['status', 'mine.craft', '--watch'], [{ at: /mine\.craft +ready/, keys: '\x03' }]),
    hostContainer(clients, NAMES),
  ]);

  expect(code).toBe(0);
  // the phase at first, and later the last one
  expect(watched.output).toMatch(/mine\.craft +(asleep|waking)[^]*mine\.craft +ready/);
  const woken = JSON.parse(stdout) as { address: string };
  expect(woken).toMatchObject({ id: 'mine.craft', wasAsleep: true });
  expect(stdout).toContain(`Join mine.craft at ${woken.address}:25565`);
  expect((await status()).leaves).toMatchObject([{ phase: 'ready', address: woken.address }]);
});

test('a deployment that changes the alarm does not end a hold; release does', async () => {
  await project.cm(['hold', 'mine.craft']);
  project.write(YAML, leaf(200));

  const { code } = await project.cm(['deploy', '--yes']);

  expect(code).toBe(0);
  expect(await alarm()).toMatchObject({ Threshold: 200, ActionsEnabled: false });
  expect(await clients.eventBridge.send(new DescribeRuleCommand({ Name: NAMES.breakCrashLoopRule }))).toMatchObject({
    State: 'DISABLED',
  });
  expect((await status()).leaves).toMatchObject([{ phase: 'ready', isHeld: true }]);

  await project.cm(['release', 'mine.craft']);

  expect(await alarm()).toMatchObject({ ActionsEnabled: true });
  expect((await status()).leaves).toMatchObject([{ isHeld: false }]);
});

test('sleep asks for confirmation while somebody plays', async () => {
  await playersConnect();
  const question = /Put it to sleep anyway\? \(y\/N\)/;

  const unasked = await project.cm(['sleep', 'mine.craft']);
  const refused = await project.cmOnTerminal(['sleep', 'mine.craft'], [{ at: question, keys: '\r' }]);
  const stillOn = await desired();
  const slept = await project.cm(['sleep', 'mine.craft', '--yes']);
  const off = await desired();
  const again = await project.cm(['sleep', 'mine.craft']);

  expect(unasked.stderr).toContain('Somebody seems to be playing on mine.craft: ');
  expect(unasked.stderr).toContain('No terminal to ask for confirmation. Nothing was changed. To confirm, add --yes.');
  expect(refused.output).toContain('Nothing was changed.');
  expect([unasked.code, refused.code, stillOn]).toEqual([2, 0, 1]);
  expect([slept.code, off]).toEqual([0, 0]);
  expect(slept.stdout).toContain('mine.craft is being put to sleep');
  expect(again).toMatchObject({ code: 0, stdout: 'mine.craft is asleep already.\n' });

  const stays = await project.cm(['sleep', 'mine.craft', '--stay']);
  expect(stays).toMatchObject({ code: 0, stdout: 'mine.craft is asleep, and stays so until ./cm wake mine.craft.\n' });
  expect((await status()).leaves).toMatchObject([{ staysAsleep: true, refusal: { kind: 'stay' } }]);
  // the next tests need it awake
  await new AutoScalingGroup(clients.autoScaling, NAMES.autoScalingGroup).wake();
});

test('retire and destroy remove nothing without --yes or the right name in --confirm', async () => {
  const before = emulator.calls.length;

  const runs = [
    await project.cm(['retire', 'mine.craft']),
    await project.cm(['destroy', 'mine.craft']),
    await project.cm(['destroy', 'mine.craft', '--delete-data', '--confirm', 'minecraft']),
    await project.cm(['destroy', 'base', '--delete-data', '--confirm', 'base']),
  ];

  expect(runs.map(({ code }) => code)).toEqual([2, 2, 2, 3]);
  expect(runs[3]?.stderr).toContain('leaves still use base: mine-craft');
  expect(changesIn(emulator.calls.slice(before))).toEqual([]);
});

test('at a terminal retire removes a leaf only after a yes, and destroy only after its name', async () => {
  const before = emulator.calls.length;
  const question = /Type mine\.craft to delete all of this:/;

  const retired = await project.cmOnTerminal(
    ['retire', 'mine.craft'],
    [{ at: /Retire mine\.craft\? \(y\/N\)/, keys: '\r' }],
  );
  const destroyed = await project.cmOnTerminal(
    ['destroy', 'mine.craft', '--delete-data'],
    [{ at: question, keys: 'mine\r' }],
  );
  const left = await project.cmOnTerminal(['destroy', 'mine.craft', '--delete-data'], [{ at: question, keys: '\x03' }]);

  expect([retired.code, destroyed.code, left.code]).toEqual([0, 1, 1]);
  expect(retired.output).toContain('Nothing was changed.');
  expect(destroyed.output).toContain("That is not 'mine.craft'. Nothing was changed.");
  expect(left.output).toContain('Nothing was changed.');
  expect(changesIn(emulator.calls.slice(before))).toEqual([]);
});

test('the next retire finishes one that failed, also without the YAML', async () => {
  const before = await fileSystems();
  const end = emulator.fail({ service: 'sns', action: 'DeleteTopic', status: 400, code: 'InvalidParameter' });
  const failed = await project.cm(['retire', 'mine.craft', '--yes']);
  end();
  project.remove(YAML);

  const { code, stdout } = await project.cm(['retire', 'mine.craft', '--yes', '--json']);

  expect(failed.code).toBe(1);
  expect(failed.stderr).toContain('Run the same command again to finish.');
  expect(code).toBe(0);
  const kept = { volumeId: 'World', fileSystemId: before.get('World') };
  expect(JSON.parse(stdout)).toMatchObject({ id: 'mine.craft', kept: [kept] });
  expect(await fileSystems()).toEqual(new Map([['World', before.get('World')]]));
  expect(await alarm()).toBeUndefined();
  expect(await status()).toMatchObject({ leaves: [], keptFileSystems: [kept], stacksWithoutYaml: [] });
});

test('deploy refuses to create a retired leaf with an empty volume, and the page for a pull request shows the kept one', async () => {
  const [kept, before] = [(await fileSystems()).get('World') ?? '', emulator.calls.length];
  const adopt = `put 'FileSystemId: ${kept}' into the YAML of mine.craft, beside the Paths of World`;
  project.write(YAML, leaf(200));

  const refused = await project.cm(['deploy', '--yes']);
  await project.cm(['plan', '--out', 'plans']);
  const page = await project.cm(['plan-summary', 'plans/mine-craft.json', '--deployed', 'plans/deployed.txt']);

  expect(refused.code).toBe(3);
  expect(refused.stderr).toContain(adopt);
  expect(refused.stderr).toContain("If you want a new, empty one beside it: --allow-destroy 'mine-cr");
  expect(page.stdout).toContain(`${kept} (empty, made `);
  expect(changesIn(emulator.calls.slice(before))).toEqual([]);
});

test('with FileSystemId in its YAML a retired leaf is deployed with its old file system', async () => {
  const kept = (await fileSystems()).get('World');
  project.write(YAML, leaf(200, `FileSystemId: ${kept ?? ''}, `));

  const { code } = await project.cm(['deploy', '--yes']);

  expect(code).toBe(0);
  expect((await fileSystems()).get('World')).toBe(kept);
  expect(await status()).toMatchObject({ leaves: [{ phase: 'asleep' }], keptFileSystems: [] });
});

test('retire deletes the state of a leaf that has no resources', async () => {
  const state = 'terraform.tfstate.d/gone/terraform.tfstate';
  project.write(
    state,
    '{"version":4,"terraform_version":"1.11.4","serial":3,"lineage":"gone","outputs":{},"resources":[]}',
  );

  const { code, stderr } = await project.cm(['retire', 'gone', '--yes']);

  expect(code).toBe(0);
  expect(stderr).toContain('Also destroyed: nothing.');
  expect(project.exists(state)).toBe(false);
});

test('destroy --delete-data removes the leaf with its files, and then base; after Ctrl-C the same command finishes', async () => {
  const leafRun = await project.cmOnTerminal(
    ['destroy', 'mine.craft', '--delete-data'],
    [{ at: /Type mine\.craft to delete all of this:/, keys: 'mine.craft\r' }],
  );
  const interrupted = await project.cmOnTerminal(
    ['destroy', 'base', '--delete-data'],
    [
      { at: /Type base to delete all of this:/, keys: 'base\r' },
      { at: /Destroying base/, keys: '\x03' },
    ],
  );

  const finished = await project.cm(['destroy', 'base', '--delete-data', '--confirm', 'base']);

  expect(leafRun.code).toBe(0);
  expect(leafRun.output).toContain('mine.craft is destroyed, with all its files.');
  expect(interrupted.code).toBe(1);
  expect(interrupted.output).toContain('Terraform finishes what it is doing. Please wait.');
  expect(interrupted.output).toContain('base was not removed completely. Run the same command again to finish.');
  expect(interrupted.output).not.toContain('./cm deploy');
  expect(finished.code).toBe(0);
  expect(await fileSystems()).toEqual(new Map());
  expect(project.exists('terraform.tfstate.d/mine-craft')).toBe(false);
  expect(project.exists('terraform.tfstate.d/base')).toBe(false);
});
