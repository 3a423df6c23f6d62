import Table from 'cli-table3';

import { benchLambdas } from './lambdas';
import { type BenchPart } from './benchmark';
import { benchStartSystem } from './start-system';
import { benchSynthesis } from './synthesis';

const parts: readonly (() => BenchPart | Promise<BenchPart>)[] = [benchSynthesis, benchLambdas, benchStartSystem];

async function run(part: (typeof parts)[number]): Promise<void> {
  const { title, head, rows, missed } = await part();
  const table = new Table({ head: [...head], style: { head: [], border: [] } });
  table.push(...rows.map((row) => [...row]));
  console.log(`${title}\n${table.toString()}`);
  for (const target of missed) {
    console.error(`missed: ${target}`);
    process.exitCode = 1;
  }
}

void parts.reduce((before, part) => before.then(() => run(part)), Promise.resolve());
