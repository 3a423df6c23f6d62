import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { mockClient } from 'aws-sdk-client-mock';

import { aQuery, batch } from '../__tests__/support/query-log';
import { type Clock, systemClock } from '../lambdas/shared/clock';
import { GroupDirectory } from '../lambdas/start-system/group-directory';
import { readQueries } from '../lambdas/start-system/query-log';
import { wake } from '../lambdas/start-system/wake';
import { WakeMemory } from '../lambdas/start-system/wake-memory';
import { type Benchmark, median } from './benchmark';

const LINES = 10_000;
const RUNS = 10;
const MOST_MS = 250;
const MOST_CALLS = 1;
/** A moment after the queries. */
const CLOCK: Clock = { ...systemClock, now: () => new Date('2026-11-22T20:16:05Z') };

interface Run {
  readonly milliseconds: number;
  readonly calls: number;
}

/** How long start-system takes for a batch of a scanner's queries, without the time that AWS needs. */
export async function benchStartSystem(): Promise<Benchmark> {
  const { debug } = console;
  // the function's log level hides it too
  console.debug = () => undefined;
  const data = batch(Array.from({ length: LINES }, (_, n) => noise(n)));
  const runs: Run[] = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await receive(data));
  console.debug = debug;
  const milliseconds = median(runs.map((run) => run.milliseconds));
  const calls = Math.max(...runs.map((run) => run.calls));
  return {
    title: `start-system: ${LINES} lines of noise (median of ${RUNS}, AWS answers at once)`,
    head: ['lines', 'ms', 'at most', 'calls of AWS', 'at most'],
    rows: [[String(LINES), milliseconds.toFixed(0), String(MOST_MS), String(calls), String(MOST_CALLS)]],
    missed: [
      ...(milliseconds > MOST_MS ? [`start-system takes more than ${MOST_MS} ms for ${LINES} lines of noise`] : []),
      ...(calls > MOST_CALLS
        ? [`start-system calls AWS ${calls} times, not ${MOST_CALLS}, for ${LINES} lines of noise`]
        : []),
    ],
  };
}

/** Queries for names that have no group or do not exist, queries of other types, and lines that cannot be parsed. */
function noise(n: number): string {
  const line = aQuery(`hOsT-${n}.exAMPle.com`);
  return [line, line.replace('NOERROR', 'NXDOMAIN'), line.replace(' A ', ' AAAA '), `no query ${n}`][n % 4] ?? line;
}

async function receive(data: string): Promise<Run> {
  const aws = mockClient(AutoScalingClient);
  aws.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [] });
  const client = new AutoScalingClient({});
  const started = performance.now();
  // as at a cold start: nothing is cached
  const directory = new GroupDirectory(client, {
    project: { tag: 'container-manager:project', value: 'games' },
    leafTag: 'container-manager:leaf',
  });
  const context = { client, directory, memory: new WakeMemory(CLOCK), clock: CLOCK };
  await wake(context, readQueries(data));
  const milliseconds = performance.now() - started;
  const calls = aws.calls().length;
  aws.restore();
  return { milliseconds, calls };
}
