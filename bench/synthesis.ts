import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { type Benchmark, median } from './benchmark';

const PROJECT = resolve(__dirname, '..');
const QUICKSTART = join(PROJECT, 'examples/quickstart');
const LEAVES = [1, 10, 100];
const RUNS = 5;
const TARGET = { firstSeconds: 2, firstMegabytes: 300, perLeafMs: 60 } as const;

interface Run {
  readonly seconds: number;
  readonly megabytes: number;
}

/** Time and memory of synthesis, the whole process that `npm run synth` starts, for 1, 10 and 100 leaves: medians of 5 runs. */
export function benchSynthesis(): Benchmark {
  const medians = LEAVES.map((leaves) => ({ leaves, ...medianRun(leaves) }));
  const first = medians[0] ?? { leaves: 1, seconds: 0, megabytes: 0 };
  const perLeafMs = ({ leaves, seconds }: { leaves: number; seconds: number }) =>
    ((seconds - first.seconds) * 1000) / (leaves - first.leaves);
  return {
    title: `Synthesis, the whole process, median of ${RUNS} runs`,
    head: ['leaves', 'seconds', 'peak memory (MB)', 'ms per added leaf'],
    rows: medians.map((run) => [
      String(run.leaves),
      run.seconds.toFixed(2),
      run.megabytes.toFixed(0),
      run === first ? '' : perLeafMs(run).toFixed(0),
    ]),
    missed: [
      ...(first.seconds > TARGET.firstSeconds ? [`synthesis of 1 leaf takes more than ${TARGET.firstSeconds} s`] : []),
      ...(first.megabytes > TARGET.firstMegabytes
        ? [`synthesis of 1 leaf needs more than ${TARGET.firstMegabytes} MB`]
        : []),
      ...medians
        .slice(1)
        .filter((run) => perLeafMs(run) > TARGET.perLeafMs)
        .map(({ leaves }) => `each added leaf takes more than ${TARGET.perLeafMs} ms, with ${leaves} leaves`),
    ],
  };
}

function medianRun(leaves: number): Run {
  const folder = mkdtempSync(join(tmpdir(), 'cm-bench-'));
  try {
    mkdirSync(join(folder, 'config/leaves'), { recursive: true });
    cpSync(join(QUICKSTART, 'base.yaml'), join(folder, 'config/base.yaml'));
    const leaf = readFileSync(join(QUICKSTART, 'leaves/minecraft.yaml'), 'utf8');
    for (let n = 1; n <= leaves; n++) writeFileSync(join(folder, `config/leaves/minecraft-${n}.yaml`), leaf);
    const runs = Array.from({ length: RUNS }, () => synthesize(folder));
    return { seconds: median(runs.map((run) => run.seconds)), megabytes: median(runs.map((run) => run.megabytes)) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function synthesize(folder: string): Run {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--require', join(__dirname, 'peak-memory.cjs'), '--require', 'tsx/cjs', 'main.ts'],
    {
      cwd: PROJECT,
      encoding: 'utf8',
      env: { ...process.env, CONFIG_DIR: join(folder, 'config'), CDKTF_OUTDIR: join(folder, 'cdktf.out') },
    },
  );
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const [, kilobytes] = /^peak memory: (\d+)$/m.exec(stderr) ?? [];
  if (status !== 0 || kilobytes === undefined) throw new Error(`synthesis failed:\n${stderr}`);
  return { seconds, megabytes: Number(kilobytes) / 1024 };
}
