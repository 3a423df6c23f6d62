import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const PROJECT = resolve(__dirname, '..');
const QUICKSTART = join(PROJECT, 'examples/quickstart');
const LEAVES = [1, 10, 100];
const RUNS = 5;

interface Run {
  readonly seconds: number;
  readonly megabytes: number;
}

/** Measures synthesis, the whole process as `npm run synth` starts it: seconds and peak memory, median of 5 runs. */
export function benchSynthesis(): void {
  const medians = LEAVES.map((leaves) => ({ leaves, ...medianRun(leaves) }));
  console.log(`synthesis, whole process, median of ${RUNS} runs`);
  console.table(
    medians.map(({ leaves, seconds, megabytes }) => ({
      leaves,
      seconds: seconds.toFixed(2),
      'peak memory (MB)': Math.round(megabytes),
    })),
  );
  const [first, ...more] = medians;
  for (const { leaves, seconds } of more) {
    if (first === undefined) return;
    const perLeaf = ((seconds - first.seconds) * 1000) / (leaves - first.leaves);
    console.log(`1 to ${leaves} leaves: ${perLeaf.toFixed(0)} ms per added leaf`);
  }
  console.log('to reach: 1 leaf in 2 s and 300 MB, 60 ms per added leaf, linear growth\n');
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
  const { status, stderr } = spawnSync('npx', ['tsx', '--require', join(__dirname, 'peak-memory.cjs'), 'main.ts'], {
    cwd: PROJECT,
    encoding: 'utf8',
    env: { ...process.env, CONFIG_DIR: join(folder, 'config'), CDKTF_OUTDIR: join(folder, 'cdktf.out') },
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const kilobytes = [...stderr.matchAll(/^peak memory: (\d+)$/gm)].map((match) => Number(match[1]));
  if (status !== 0 || kilobytes.length === 0) throw new Error(`synthesis failed:\n${stderr}`);
  return { seconds, megabytes: Math.max(...kilobytes) / 1024 };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('no values');
  return middle;
}
