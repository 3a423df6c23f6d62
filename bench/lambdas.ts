import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { bundle, bundleCode } from '../modules/aws/bundle';
import { type Benchmark, median } from './benchmark';

const PROJECT = resolve(__dirname, '..');
const RUNS = 10;
/** Packages that Lambda's runtime contains. */
const SDK = ['@aws-sdk/*', '@smithy/*'];
/** Largest bundle, in bytes, by function. */
const TARGETS: Readonly<Record<string, number>> = {
  'break-crash-loop': 700_000,
  'start-system': 700_000,
  'asg-state-change-hook': 2_200_000,
  'player-query': 1_300_000,
  webhooks: 700_000,
  'start-page': 700_000,
};
/** Longest start, in milliseconds, by function. */
const START_TARGETS: Readonly<Record<string, number>> = { 'player-query': 100, 'start-page': 100 };
/** Values of the variables that a function parses at start-up. */
const PARSED: Readonly<Record<string, string>> = { WEBHOOKS: '[]' };
const MEASURE = 'const t = performance.now(); require(process.argv[1]); console.log(performance.now() - t)';

interface Measured {
  readonly name: string;
  readonly bytes: number;
  readonly startMs: number;
  readonly bytesWithoutSdk: number;
  readonly startMsWithoutSdk: number;
}

/** Size and start-up time of every function, with the AWS SDK in its bundle and without. */
export function benchLambdas(): Benchmark {
  const measured = functions().map(measure);
  return {
    title: `Functions: size of the bundle, and require() of it in a fresh process (median of ${RUNS}, Node ${process.version})`,
    head: ['function', 'kB', 'at most', 'start ms', 'without SDK kB', 'without SDK start ms'],
    rows: measured.map((each) => [
      each.name,
      kilobytes(each.bytes),
      kilobytes(TARGETS[each.name]),
      each.startMs.toFixed(0),
      kilobytes(each.bytesWithoutSdk),
      each.startMsWithoutSdk.toFixed(0),
    ]),
    missed: measured.flatMap(missedTargets),
  };
}

/** Names of the folders in lambdas/ that hold a function. */
export function functions(): string[] {
  return readdirSync(join(PROJECT, 'lambdas')).filter((name) => existsSync(join(PROJECT, entryOf(name))));
}

function entryOf(name: string): string {
  return `lambdas/${name}/handler.ts`;
}

function measure(name: string): Measured {
  const whole = bundle(entryOf(name)).path;
  const withoutSdk = bundleWithoutSdk(name);
  const environment = environmentOf(name);
  // in turns, so that other load of the machine slows both down
  const runs = Array.from({ length: RUNS }, () => ({
    whole: startMs(whole, environment),
    withoutSdk: startMs(withoutSdk, environment),
  }));
  return {
    name,
    bytes: statSync(whole).size,
    startMs: median(runs.map((run) => run.whole)),
    bytesWithoutSdk: statSync(withoutSdk).size,
    startMsWithoutSdk: median(runs.map((run) => run.withoutSdk)),
  };
}

/** Written below node_modules, where Node.js finds the SDK. */
function bundleWithoutSdk(name: string): string {
  const folder = join(PROJECT, 'node_modules/.cache/container-manager/bench', name);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'index.js');
  writeFileSync(path, bundleCode(entryOf(name), SDK));
  return path;
}

/** A function reads its environment at start-up and uses most of it later, so any value will do here. */
function environmentOf(name: string): Record<string, string> {
  // the name is known only at run time; each contract lists its function's variables
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { ENVIRONMENT } = require(join(PROJECT, `lambdas/${name}/contract`)) as { ENVIRONMENT: object };
  const variables = Object.values(ENVIRONMENT) as string[];
  return {
    AWS_REGION: 'eu-central-1',
    ...Object.fromEntries(variables.map((variable) => [variable, PARSED[variable] ?? 'eu-central-1'])),
  };
}

/** Milliseconds that the function takes to load in a fresh process. */
export function startOf(name: string): number {
  return startMs(bundle(entryOf(name)).path, environmentOf(name));
}

function startMs(path: string, environment: Record<string, string>): number {
  const env = { PATH: process.env.PATH, ...environment };
  return Number(execFileSync(process.execPath, ['--no-warnings', '-e', MEASURE, path], { env, encoding: 'utf8' }));
}

function missedTargets({ name, bytes, startMs: start, startMsWithoutSdk }: Measured): string[] {
  const limit = TARGETS[name] ?? Infinity;
  return [
    ...(bytes > limit ? [`the bundle of ${name} has ${kilobytes(bytes)} kB, more than ${kilobytes(limit)}`] : []),
    ...(start > (START_TARGETS[name] ?? Infinity)
      ? [`${name} starts in ${start.toFixed(0)} ms, more than ${START_TARGETS[name]} ms`]
      : []),
    ...(start > startMsWithoutSdk ? [`${name} starts more slowly with the SDK in its bundle than without`] : []),
  ];
}

function kilobytes(bytes: number | undefined): string {
  return bytes === undefined ? '' : (bytes / 1_000).toFixed(0);
}
