import Table from 'cli-table3';

import { benchLambdas } from './lambdas';
import { type Benchmark } from './benchmark';
import { benchStartSystem } from './start-system';
import { benchSynthesis } from './synthesis';

const BENCHMARKS: readonly (() => Benchmark | Promise<Benchmark>)[] = [benchSynthesis, benchLambdas, benchStartSystem];

async function run(benchmark: (typeof BENCHMARKS)[number]): Promise<void> {
  const { title, head, rows, missed } = await benchmark();
  const table = new Table({ head: [...head], style: { head: [], border: [] } });
  table.push(...rows.map((row) => [...row]));
  console.log(`${title}\n${table.toString()}`);
  for (const target of missed) {
    console.error(`missed: ${target}`);
    process.exitCode = 1;
  }
}

void BENCHMARKS.reduce((before, benchmark) => before.then(() => run(benchmark)), Promise.resolve());
