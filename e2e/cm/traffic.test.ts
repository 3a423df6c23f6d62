import { CloudWatchClient, type MetricDatum, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeFileSystemsCommand } from '@aws-sdk/client-efs';

import { type TrafficReport } from '../../cli/status/traffic-report';
import { GROUP_DIMENSION, METRIC_NAMESPACE, PLAYERS_METRIC, PRESENCE_METRIC } from '../../lambdas/shared/game-metrics';
import { Names } from '../../modules/aws/naming';
import { type Clients, clientsOf, destroyClients } from '../emulator/clients';
import { type Emulator, startEmulator } from '../emulator/emulator';
import { assertSucceeded } from '../project-copy/cm-run';
import { ProjectCopy } from '../project-copy/project-copy';

/** Its game says who plays. */
const MINECRAFT = `
Ec2: { InstanceType: m5.large }
Container: { Image: 'example/game:1', Ports: [TCP: 25565] }
Volumes: { World: { Paths: [Path: /data] } }
Query: { Game: minecraft }
`;
/** Nobody can ask its game. */
const FACTORIO = `
Ec2: { InstanceType: m5.large }
Container: { Image: 'example/game:1', Ports: [UDP: 34197] }
Watchdog: { Threshold: 3000 }
`;
const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
/** An evening begins so long before the time of the day at which the test runs. */
const EVENING_MINUTES_AGO = 3 * 60;
/** More are refused: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
const DATA_A_CALL = 1_000;
/** What Minecraft reads from its file system in a minute in which it loads. */
const BYTES_READ = 30_000_000;

/** What happened in a minute of an evening. */
interface Minute {
  readonly bytesPerSecond: number;
  /** Absent: the game says nothing. */
  readonly players?: number;
  readonly bytesRead?: number;
  /** @default 1 */
  readonly inService?: number;
}

let emulator: Emulator;
let project: ProjectCopy;
let clients: Clients;
let cloudWatch: CloudWatchClient;
let now: Date;

beforeAll(async () => {
  emulator = await startEmulator();
  project = new ProjectCopy(emulator.environment);
  project.write('config/base.yaml', 'Region: eu-central-1\nName: cm\n');
  project.write('config/leaves/minecraft.yaml', MINECRAFT);
  project.write('config/leaves/factorio.yaml', FACTORIO);
  clients = clientsOf(emulator.endpoint, 'eu-central-1');
  cloudWatch = new CloudWatchClient({
    endpoint: emulator.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'emulator', secretAccessKey: 'emulator' },
    // moto reads no compressed requests, which the SDK makes of large ones
    disableRequestCompression: true,
  });
  assertSucceeded(await project.cm(['deploy', '--yes']));
  now = new Date();
  await Promise.all([giveMinecraft(), giveFactorio()]);
});

afterAll(async () => {
  destroyClients(clients);
  cloudWatch.destroy();
  await project.dispose();
  await emulator.stop();
});

/** Loads for 10 minutes, is played on for 40, and stays up for 10 more. */
const evening = (highestWithNobody: number): Minute[] => [
  ...times(10, () => ({ bytesPerSecond: 400, bytesRead: BYTES_READ })),
  ...times(40, (minute) => ({ bytesPerSecond: 2_000 + 100 * minute, players: 1 + (minute % 3) })),
  ...times(9, (minute) => ({ bytesPerSecond: 600 + 10 * minute, players: 0 })),
  { bytesPerSecond: highestWithNobody, players: 0 },
  // it drains: its instance still receives, but is not in service
  ...times(2, () => ({ bytesPerSecond: 50_000, players: 0, inService: 0 })),
];

/** Seven evenings, and one before that week. */
async function giveMinecraft(): Promise<void> {
  const { FileSystems: [fileSystem] = [] } = await clients.efs.send(new DescribeFileSystemsCommand({}));
  const fileSystemId = fileSystem?.FileSystemId ?? '';
  await give(
    'minecraft',
    [
      ...times(7, (day) => ({ day, minutes: evening(day === 3 ? 1_500 : 690) })),
      { day: 8, minutes: times(60, () => ({ bytesPerSecond: 9_000, players: 5 })) },
    ],
    fileSystemId,
  );
}

/** Five evenings of half an hour. */
async function giveFactorio(): Promise<void> {
  const minutes = times(30, (minute) => ({ bytesPerSecond: 50 + 100 * minute }));
  await give(
    'factorio',
    times(5, (day) => ({ day, minutes })),
  );
}

/** As player-query says it: 2 while somebody plays or the game loads. Factorio's is never asked. */
function presenceOf({ players, bytesRead }: Minute): number | undefined {
  if (players !== undefined) return players > 0 ? 2 : 1;
  return bytesRead === undefined ? undefined : 2;
}

/** Puts what the alarm Container Activity of a leaf watches, and what its player-query says, into CloudWatch. */
async function give(
  leafId: string,
  evenings: readonly { readonly day: number; readonly minutes: readonly Minute[] }[],
  fileSystemId?: string,
): Promise<void> {
  const group = { [GROUP_DIMENSION]: new Names('cm', leafId).autoScalingGroup };
  const timed = evenings.flatMap(({ day, minutes }) =>
    minutes.map((minute, index) => ({ ...minute, at: minuteOf(day, index) })),
  );
  await Promise.all([
    put('AWS/EC2', 'NetworkIn', group, timed, ({ bytesPerSecond, bytesRead = 0 }) => 60 * bytesPerSecond + bytesRead),
    put('AWS/AutoScaling', 'GroupInServiceInstances', group, timed, ({ inService = 1 }) => inService),
    put(METRIC_NAMESPACE, PLAYERS_METRIC, group, timed, ({ players }) => players),
    put(METRIC_NAMESPACE, PRESENCE_METRIC, group, timed, presenceOf),
    fileSystemId === undefined ||
      put('AWS/EFS', 'DataReadIOBytes', { FileSystemId: fileSystemId }, timed, ({ bytesRead }) => bytesRead),
  ]);
}

async function put<M extends Minute & { readonly at: Date }>(
  Namespace: string,
  MetricName: string,
  dimensions: Readonly<Record<string, string>>,
  minutes: readonly M[],
  valueOf: (minute: M) => number | undefined,
): Promise<void> {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  const MetricData = minutes.flatMap((minute): MetricDatum[] => {
    const Value = valueOf(minute);
    return Value === undefined ? [] : [{ MetricName, Dimensions, Timestamp: minute.at, Value }];
  });
  expect(MetricData.length).toBeLessThanOrEqual(DATA_A_CALL);
  if (MetricData.length > 0) await cloudWatch.send(new PutMetricDataCommand({ Namespace, MetricData }));
}

/** A minute of the evening that was so many days ago. */
function minuteOf(day: number, minute: number): Date {
  return new Date(now.getTime() - (day * DAY_MINUTES + EVENING_MINUTES_AGO - minute) * MINUTE_MS);
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

async function traffic(...args: string[]): Promise<TrafficReport> {
  const { code, stdout } = await project.cm(['status', ...args, '--traffic', '--json']);
  expect(code).toBe(0);
  return JSON.parse(stdout) as TrafficReport;
}

test('tells what arrived in a week with nobody and with somebody on, and how long thresholds would have counted as idle', async () => {
  expect(await traffic('minecraft')).toEqual({
    id: 'minecraft',
    days: 7,
    threshold: 1_000,
    traffic: [
      { who: 'nobody', minutes: 70, median: 640, p95: 690, highest: 1_500 },
      { who: 'somebody', minutes: 280, median: 3_900, p95: 5_700, highest: 5_900 },
      { who: 'unknown', minutes: 70, median: 400, p95: 400, highest: 400 },
      { who: 'all', minutes: 420, median: 2_900, p95: 5_600, highest: 5_900 },
    ],
    idleAt: [
      { threshold: 250, minutes: 0, nobody: 0, somebody: 0 },
      { threshold: 500, minutes: 70, nobody: 0, somebody: 0 },
      { threshold: 1_000, minutes: 139, nobody: 69, somebody: 0 },
      { threshold: 2_000, minutes: 147, nobody: 70, somebody: 7 },
      { threshold: 4_000, minutes: 287, nobody: 70, somebody: 147 },
      { threshold: 6_000, minutes: 420, nobody: 70, somebody: 280 },
      { threshold: 8_000, minutes: 420, nobody: 70, somebody: 280 },
      { threshold: 16_000, minutes: 420, nobody: 70, somebody: 280 },
    ],
  });
});

test('looks further back with --days', async () => {
  const { traffic: found } = await traffic('minecraft', '--days', '9');

  expect(found.at(1)).toEqual({ who: 'somebody', minutes: 340, median: 4_400, p95: 9_000, highest: 9_000 });
});

test('for a leaf without a Query tells all minutes together, and marks the threshold that is deployed', async () => {
  const { code, stdout } = await project.cm(['status', 'factorio', '--traffic']);

  expect(code).toBe(0);
  expect(stdout.split('\n')).toEqual([
    'What factorio received in the last 7 days, minute by minute while it was awake:',
    '',
    ' Bytes per second   Minutes   Median   95 %   Highest',
    ' all                    150     1450   2850      2950',
    '',
    'Minutes that a threshold would have counted as idle:',
    '',
    ' Threshold         Idle minutes',
    ' 250                         15',
    ' 500                         25',
    ' 1000                        50',
    ' 2000                       100',
    ' 3000 (deployed)            150',
    ' 4000                       150',
    ' 6000                       150',
    ' 8000                       150',
    ' 16000                      150',
    '',
    'A good threshold is above what arrives with nobody on, and below what one player sends: compare with when you played.',
    '',
  ]);
});
