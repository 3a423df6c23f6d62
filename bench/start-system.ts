import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { mockClient } from 'aws-sdk-client-mock';

import { aQuery, batch } from '../__tests__/support/query-log';
import { GroupDirectory } from '../lambdas/start-system/group-directory';
import { queriedNames } from '../lambdas/start-system/query-log';
import { wake } from '../lambdas/start-system/wake';
import { type BenchPart, median } from './benchmark';

const LINES = 10_000;
const RUNS = 10;
const MOST_MS = 250;
const MOST_LOOKS = 1;

interface Run {
  readonly milliseconds: number;
  readonly looks: number;
}

/** A scanner's batch: what it costs the function that wakes leaves, AWS's own time left out. */
export async function benchStartSystem(): Promise<BenchPart> {
  const { debug } = console;
  // below the function's log level
  console.debug = () => undefined;
  const data = batch(Array.from({ length: LINES }, (_, n) => noise(n)));
  const runs: Run[] = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await receive(data));
  console.debug = debug;
  const milliseconds = median(runs.map((run) => run.milliseconds));
  const looks = Math.max(...runs.map((run) => run.looks));
  return {
    title: `start-system: ${LINES} lines of noise (median of ${RUNS}, AWS answers at once)`,
    head: ['lines', 'ms', 'at most', 'AWS looks', 'at most'],
    rows: [[String(LINES), milliseconds.toFixed(0), String(MOST_MS), String(looks), String(MOST_LOOKS)]],
    missed: [
      ...(milliseconds > MOST_MS ? [`start-system takes more than ${MOST_MS} ms for ${LINES} lines of noise`] : []),
      ...(looks > MOST_LOOKS ? [`start-system looks more than ${MOST_LOOKS} time for ${LINES} lines of noise`] : []),
    ],
  };
}

/** Names that exist and have no group, names that do not exist, other types, and lines that do not parse. */
function noise(n: number): string {
  const line = aQuery(`hOsT-${n}.exAMPle.com`);
  return [line, line.replace('NOERROR', 'NXDOMAIN'), line.replace(' A ', ' AAAA '), `no query ${n}`][n % 4] ?? line;
}

async function receive(data: string): Promise<Run> {
  const aws = mockClient(AutoScalingClient);
  aws.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [] });
  const client = new AutoScalingClient({});
  const started = performance.now();
  // as at a cold start: nothing is remembered
  const directory = new GroupDirectory(client, { tag: 'container-manager:project', value: 'games' });
  await wake(client, directory, queriedNames(data));
  const milliseconds = performance.now() - started;
  const looks = aws.calls().length;
  aws.restore();
  return { milliseconds, looks };
}
