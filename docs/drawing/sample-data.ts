import { type Series } from '../../simulation/metric-math';

/**
 * Invented data of half an hour: the server sleeps, somebody asks for its address and it wakes up, people play and leave,
 * and it falls asleep again. Times are minutes of that half hour.
 */
const WANTED = { from: 4, to: 26 };
const IN_SERVICE = { from: 6, to: 26 };
// while an instance warms up it does not count in its group's metrics of EC2
const WARM = { from: 11, to: 26 };
const ANSWERS = { from: 9, to: 26 };
const PLAYED = { from: 9, to: 18.5 };
const SAMPLE_MINUTES = 30;

/** The value at a minute of the half hour; undefined where CloudWatch has no value. */
type Sample = (minute: number) => number | undefined;

const during = ({ from, to }: { from: number; to: number }, minute: number) => minute >= from && minute <= to;
/** Looks random, but is the same in every run. From 0 to 1. */
const wobble = (minute: number) => 0.5 + 0.3 * Math.sin(minute * 2.3) + 0.2 * Math.sin(minute * 5.1);
const within =
  (time: { from: number; to: number }, sample: (minute: number) => number): Sample =>
  (minute) =>
    during(time, minute) ? sample(minute) : undefined;

const bytesFromClients = (minute: number) =>
  during(PLAYED, minute) ? 3200 + 2600 * wobble(minute) : 260 + 90 * wobble(minute);
const bytesFromFiles = (minute: number) => (minute < 9 ? 5200 * wobble(minute + 1) : 300 * wobble(minute));
const SECONDS = 60;

const SAMPLES: Readonly<Record<string, Sample>> = {
  'AWS/AutoScaling GroupDesiredCapacity': (minute) => Number(during(WANTED, minute)),
  'AWS/AutoScaling GroupInServiceInstances': (minute) => Number(during(IN_SERVICE, minute)),
  'AWS/EC2 NetworkIn': within(WARM, (minute) => SECONDS * (bytesFromClients(minute) + bytesFromFiles(minute))),
  'AWS/EC2 CPUUtilization': within(
    WARM,
    (minute) => (minute < 9 ? 78 : during(PLAYED, minute) ? 38 : 9) + 9 * wobble(minute),
  ),
  'AWS/EFS DataReadIOBytes': within(IN_SERVICE, (minute) => SECONDS * bytesFromFiles(minute)),
  'AWS/ECS CPUUtilization': within(
    IN_SERVICE,
    (minute) => (minute < 9 ? 70 : during(PLAYED, minute) ? 33 : 6) + 8 * wobble(minute),
  ),
  'AWS/ECS MemoryUtilization': within(IN_SERVICE, (minute) => 46 + 14 * Math.min(1, (minute - IN_SERVICE.from) / 6)),
  // where the game is asked
  'ContainerManager Players': within(ANSWERS, (minute) => (during(PLAYED, minute) ? 2 : 0)),
  'ContainerManager Presence': within(IN_SERVICE, (minute) => (minute < PLAYED.from || during(PLAYED, minute) ? 2 : 1)),
  // every five minutes and at each change of the group; break-crash-loop never ran
  'AWS/Lambda Invocations asg-state-change-hook': (minute) =>
    ({ 0: 1, 5: 2, 6: 1, 7: 1, 10: 1, 15: 1, 20: 1, 25: 1, 26: 2, 27: 1 })[Math.round(minute)],
  'AWS/Lambda Errors asg-state-change-hook': (minute) =>
    ({ 0: 0, 5: 0, 6: 0, 7: 0, 10: 0, 15: 0, 20: 0, 25: 0, 26: 0, 27: 0 })[Math.round(minute)],
  'AWS/Lambda Invocations break-crash-loop': () => undefined,
  'AWS/Lambda Errors break-crash-loop': () => undefined,
};

/**
 * The half hour of one metric, stretched to `minutes` values.
 *
 * @param functionName the function, for a metric of Lambda; empty for others
 * @throws Error when the metric has no sample data
 */
export function sampleSeries(namespace: string, metricName: string, functionName: string, minutes: number): Series {
  const found = Object.entries(SAMPLES).find(([name]) => {
    const [ofNamespace, ofMetric, role = ''] = name.split(' ');
    return ofNamespace === namespace && ofMetric === metricName && functionName.endsWith(role);
  });
  if (found === undefined) {
    const metric = [namespace, metricName, functionName].join(' ').trimEnd();
    throw new Error(`the metric ${metric} has no sample data: add some to docs/drawing/sample-data.ts`);
  }
  const [, sample] = found;
  return Array.from({ length: minutes }, (_, index) => sample((index / minutes) * SAMPLE_MINUTES));
}

/** The rows of a log widget, newest first, each with a value for every field. */
export function sampleRows(fields: readonly string[]): string[][] {
  const rows = fields.includes('resolverIp') ? DNS_QUERIES : CONTAINER_LOG;
  return rows.map((row) => fields.map((field) => row[field] ?? ''));
}

const query = (time: string, resolverIp: string, edgeLocation: string): Readonly<Record<string, string>> => ({
  '@timestamp': `2026-11-22 ${time}`,
  resolverIp,
  edgeLocation,
});
const DNS_QUERIES = [
  query('20:12:41.000', '198.51.100.53', 'FRA60-P2'),
  query('20:06:32.000', '198.51.100.53', 'FRA60-P2'),
  query('20:04:07.000', '203.0.113.9', 'AMS1-P3'),
  query('20:04:02.000', '198.51.100.53', 'FRA60-P2'),
];

const says = (time: string, message: string): Readonly<Record<string, string>> => ({
  '@timestamp': `2026-11-22 ${time}`,
  '@message': `[${time.slice(0, 8)}] [Server thread/INFO]: ${message}`,
});
const CONTAINER_LOG = [
  says('20:26:09.482', 'All dimensions are saved'),
  says('20:26:08.917', 'Saving worlds'),
  says('20:26:08.913', 'Saving players'),
  says('20:26:08.870', 'Stopping server'),
  says('20:18:31.204', 'Steve left the game'),
  says('20:18:29.611', 'Alex left the game'),
  says('20:11:02.377', 'Steve has made the advancement [Stone Age]'),
  says('20:09:40.150', 'Alex joined the game'),
  says('20:09:05.018', 'Steve joined the game'),
  says('20:08:47.330', 'Done (31.226s)! For help, type "help"'),
];
