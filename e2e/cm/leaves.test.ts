import { setTimeout } from 'node:timers/promises';

import { DescribeAlarmsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeFileSystemsCommand } from '@aws-sdk/client-efs';
import { DescribeRuleCommand } from '@aws-sdk/client-eventbridge';

import { findGroup, turn } from '../../cli/leaf/group';
import { Names } from '../../modules/aws/naming';
import { type ProjectStatus } from '../../cli/status/status';
import { type Clients, clientsOf, destroyClients } from '../emulator/clients';
import { type Emulator, startEmulator } from '../emulator/emulator';
import { changesIn } from '../emulator/changes';
import { hostContainer } from './support/container-host';
import { assertSucceeded } from '../project-copy/cm-run';
import { ProjectCopy } from '../project-copy/project-copy';

// The tests are one story: each goes on with what the one before left, since a deployment takes its time.

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

/** Somebody plays, until a minute that began after the container did shows it. */
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

test('a deployed leaf is asleep, and nothing is left behind', async () => {
  expect(await status()).toEqual({
    leaves: [
      {
        id: 'mine.craft',
        phase: 'asleep',
        isHeld: false,
        ports: ['25565/tcp'],
        alarms: expect.any(Array) as unknown,
      },
    ],
    keptFileSystems: [],
    stacksWithoutYaml: [],
  });
});

test('a wake-up waits until players can connect, and answers where; who watches sees it', async () => {
  const [{ code, stdout }, watched] = await Promise.all([
    project.cm(['wake', 'mine.craft', '--json']),
    project.cmOnTerminal(['status', 'mine.craft', '--watch'], [{ at: /mine\.craft +ready/, keys: '\x03' }]),
    hostContainer(clients, NAMES),
  ]);

  expect(code).toBe(0);
  // what was shown before, and then what it came to
  expect(watched.output).toMatch(/mine\.craft +(asleep|waking)[^]*mine\.craft +ready/);
  const woken = JSON.parse(stdout) as { address: string };
  expect(woken).toMatchObject({ id: 'mine.craft', wasAsleep: true });
  expect(stdout).toContain(`Join mine.craft at ${woken.address}:25565`);
  expect((await status()).leaves).toMatchObject([{ phase: 'ready', address: woken.address }]);
});

test('a hold outlives a deployment that changes the alarm, and a release ends it', async () => {
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

test('while somebody plays a leaf is put to sleep for a yes alone', async () => {
  await playersConnect();
  const question = /Put it to sleep all the same\? \(y\/N\)/;

  const unasked = await project.cm(['sleep', 'mine.craft']);
  const refused = await project.cmOnTerminal(['sleep', 'mine.craft'], [{ at: question, keys: '\r' }]);
  const stillOn = await desired();
  const slept = await project.cm(['sleep', 'mine.craft', '--yes']);
  const off = await desired();
  const again = await project.cm(['sleep', 'mine.craft']);

  expect(unasked.stderr).toContain('Somebody seems to play on mine.craft: ');
  expect(unasked.stderr).toContain('There is nobody to ask here. Nothing was changed. If you want it, add --yes.');
  expect(refused.output).toContain('Nothing was changed.');
  expect([unasked.code, refused.code, stillOn]).toEqual([2, 1, 1]);
  expect([slept.code, off]).toEqual([0, 0]);
  expect(slept.stdout).toContain('mine.craft is being put to sleep');
  expect(again).toMatchObject({ code: 0, stdout: 'mine.craft is asleep already.\n' });
  // what follows finds it awake
  await turn(clients.autoScaling, NAMES.autoScalingGroup, 1);
});

test('nothing is removed without a yes or the name', async () => {
  const before = emulator.calls.length;

  const runs = [
    await project.cm(['retire', 'mine.craft']),
    await project.cm(['destroy', 'mine.craft']),
    await project.cm(['destroy', 'mine.craft', '--delete-data', '--confirm', 'minecraft']),
    await project.cm(['destroy', 'base', '--delete-data', '--confirm', 'base']),
  ];

  expect(runs.map(({ code }) => code)).toEqual([2, 2, 2, 3]);
  expect(runs[3]?.stderr).toContain('leaves stand on base: mine-craft');
  expect(changesIn(emulator.calls.slice(before))).toEqual([]);
});

test('at a terminal a leaf is removed for a yes, or for its name, alone', async () => {
  const before = emulator.calls.length;
  const question = /Type mine\.craft to delete all of that:/;

  const retired = await project.cmOnTerminal(
    ['retire', 'mine.craft'],
    [{ at: /Retire mine\.craft\? \(y\/N\)/, keys: '\r' }],
  );
  const destroyed = await project.cmOnTerminal(
    ['destroy', 'mine.craft', '--delete-data'],
    [{ at: question, keys: 'mine\r' }],
  );
  const left = await project.cmOnTerminal(['destroy', 'mine.craft', '--delete-data'], [{ at: question, keys: '\x03' }]);

  expect([retired.code, destroyed.code, left.code]).toEqual([1, 1, 1]);
  expect(retired.output).toContain('Nothing was changed.');
  expect(destroyed.output).toContain("That is not 'mine.craft'. Nothing was changed.");
  expect(left.output).toContain('Nothing was changed.');
  expect(changesIn(emulator.calls.slice(before))).toEqual([]);
});

test('a retirement that fails half way is finished by the next one, also without the YAML', async () => {
  const before = await fileSystems();
  const end = emulator.fail({ service: 'sns', action: 'DeleteTopic', status: 400, code: 'InvalidParameter' });
  const failed = await project.cm(['retire', 'mine.craft', '--yes']);
  end();
  project.remove(YAML);

  const { code, stdout } = await project.cm(['retire', 'mine.craft', '--yes', '--json']);

  expect(failed.code).toBe(1);
  expect(failed.stderr).toContain('Run the same command again: it finishes.');
  expect(code).toBe(0);
  const kept = { volumeId: 'World', fileSystemId: before.get('World') };
  expect(JSON.parse(stdout)).toMatchObject({ id: 'mine.craft', kept: [kept] });
  expect(await fileSystems()).toEqual(new Map([['World', before.get('World')]]));
  expect(await alarm()).toBeUndefined();
  expect(await status()).toMatchObject({ leaves: [], keptFileSystems: [kept], stacksWithoutYaml: [] });
});

test('without its lines the leaf does not come back empty, and a pull request shows it', async () => {
  const [kept, before] = [(await fileSystems()).get('World') ?? '', emulator.calls.length];
  const adopt = `put 'FileSystemId: ${kept}' into the YAML of mine.craft, beside the Paths of World`;
  project.write(YAML, leaf(200));

  const refused = await project.cm(['deploy', '--yes']);
  await project.cm(['plan', '--out', 'plans']);
  const page = await project.cm(['plan-summary', 'plans/mine-craft.json', '--deployed', 'plans/deployed.txt']);

  expect(refused.code).toBe(3);
  expect(refused.stderr).toContain(adopt);
  expect(refused.stderr).toContain(
    "If you want an empty one, and what is there left as it is: --allow-destroy 'mine-cr",
  );
  expect(page.stdout).toContain(`${kept} (empty, made `);
  expect(changesIn(emulator.calls.slice(before))).toEqual([]);
});

test('its lines bring the leaf back with the same file system', async () => {
  const kept = (await fileSystems()).get('World');
  project.write(YAML, leaf(200, `FileSystemId: ${kept ?? ''}, `));

  const { code } = await project.cm(['deploy', '--yes']);

  expect(code).toBe(0);
  expect((await fileSystems()).get('World')).toBe(kept);
  expect(await status()).toMatchObject({ leaves: [{ phase: 'asleep' }], keptFileSystems: [] });
});

test('a state that holds nothing any more is no leaf for ever', async () => {
  const state = 'terraform.tfstate.d/gone/terraform.tfstate';
  project.write(
    state,
    '{"version":4,"terraform_version":"1.11.4","serial":3,"lineage":"gone","outputs":{},"resources":[]}',
  );

  const { code, stderr } = await project.cm(['retire', 'gone', '--yes']);

  expect(code).toBe(0);
  expect(stderr).toContain('What goes besides: nothing.');
  expect(project.exists(state)).toBe(false);
});

test('with all data nothing is left of the leaf, and then nothing of base; a Ctrl-C on the way is made good', async () => {
  const leafRun = await project.cmOnTerminal(
    ['destroy', 'mine.craft', '--delete-data'],
    [{ at: /Type mine\.craft to delete all of that:/, keys: 'mine.craft\r' }],
  );
  const interrupted = await project.cmOnTerminal(
    ['destroy', 'base', '--delete-data'],
    [
      { at: /Type base to delete all of that:/, keys: 'base\r' },
      { at: /Destroying base/, keys: '\x03' },
    ],
  );

  const finished = await project.cm(['destroy', 'base', '--delete-data', '--confirm', 'base']);

  expect(leafRun.code).toBe(0);
  expect(leafRun.output).toContain('mine.craft is gone, with its files.');
  expect(interrupted.code).toBe(1);
  expect(interrupted.output).toContain('Terraform finishes what it is doing. Please wait.');
  expect(interrupted.output).toContain('base is removed in part. Run the same command again: it finishes.');
  expect(interrupted.output).not.toContain('./cm deploy');
  expect(finished.code).toBe(0);
  expect(await fileSystems()).toEqual(new Map());
  expect(project.exists('terraform.tfstate.d/mine-craft')).toBe(false);
  expect(project.exists('terraform.tfstate.d/base')).toBe(false);
});
