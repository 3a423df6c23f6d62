import Table from 'cli-table3';

import { benchLambdas } from './lambdas';
import { type BenchPart } from './part';
import { benchSynthesis } from './synthesis';

const parts: readonly (() => BenchPart)[] = [benchSynthesis, benchLambdas];

for (const part of parts) {
  const { title, head, rows, missed } = part();
  const table = new Table({ head: [...head], style: { head: [], border: [] } });
  table.push(...rows.map((row) => [...row]));
  console.log(`${title}\n${table.toString()}`);
  for (const target of missed) {
    console.error(`missed: ${target}`);
    process.exitCode = 1;
  }
}
