import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { bundle, bundleCode } from '../modules/aws/bundle';
import { type BenchPart, median } from './benchmark';

const PROJECT = resolve(__dirname, '..');
const RUNS = 10;
/** What Lambda's runtime brings along. */
const SDK = ['@aws-sdk/*', '@smithy/*'];
/** Largest bundle, in bytes, by function. */
const TARGETS: Readonly<Record<string, number>> = {
  'break-crash-loop': 700_000,
  'start-system': 700_000,
  'asg-state-change-hook': 2_200_000,
};
const MEASURE = 'const t = performance.now(); require(process.argv[1]); console.log(performance.now() - t)';

interface Measured {
  readonly name: string;
  readonly bytes: number;
  readonly startMs: number;
  readonly bytesWithoutSdk: number;
  readonly startMsWithoutSdk: number;
}

/** Size and start-up of every function, and what they would be with the SDK left out of its bundle. */
export function benchLambdas(): BenchPart {
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
function functions(): string[] {
  return readdirSync(join(PROJECT, 'lambdas')).filter((name) => existsSync(join(PROJECT, entryOf(name))));
}

function entryOf(name: string): string {
  return `lambdas/${name}/handler.ts`;
}

function measure(name: string): Measured {
  const whole = bundle(entryOf(name)).path;
  const withoutSdk = bundleWithoutSdk(name);
  const environment = environmentOf(name);
  // in turns, so that what else the machine does hits both
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

/** Inside node_modules, where Node finds the SDK. */
function bundleWithoutSdk(name: string): string {
  const folder = join(PROJECT, 'node_modules/.cache/container-manager/bench', name);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'index.js');
  writeFileSync(path, bundleCode(entryOf(name), SDK));
  return path;
}

/** Any value will do: a function reads its environment when it starts, and uses it later. */
function environmentOf(name: string): Record<string, string> {
  // known only at run time; each contract lists the names of its function's variables
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { ENVIRONMENT } = require(join(PROJECT, `lambdas/${name}/contract`)) as { ENVIRONMENT: object };
  const variables = Object.values(ENVIRONMENT) as string[];
  return { AWS_REGION: 'eu-central-1', ...Object.fromEntries(variables.map((variable) => [variable, 'eu-central-1'])) };
}

function startMs(path: string, environment: Record<string, string>): number {
  const env = { PATH: process.env.PATH, ...environment };
  return Number(execFileSync(process.execPath, ['--no-warnings', '-e', MEASURE, path], { env, encoding: 'utf8' }));
}

function missedTargets({ name, bytes, startMs: start, startMsWithoutSdk }: Measured): string[] {
  const limit = TARGETS[name] ?? Infinity;
  return [
    ...(bytes > limit ? [`${name} has ${kilobytes(bytes)} kB, more than ${kilobytes(limit)}`] : []),
    ...(start > startMsWithoutSdk ? [`${name} starts more slowly than without the SDK in its bundle`] : []),
  ];
}

function kilobytes(bytes: number | undefined): string {
  return bytes === undefined ? '' : (bytes / 1_000).toFixed(0);
}
