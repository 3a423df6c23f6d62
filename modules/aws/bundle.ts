import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { buildSync, type BuildOptions } from 'esbuild';

const PROJECT = resolve(__dirname, '../..');
/** Bundles by their hash, so that synths that run at the same time cannot disturb each other. */
const CACHE = join(PROJECT, 'node_modules/.cache/container-manager/bundles');
const BUNDLE_OPTIONS = {
  absWorkingDir: PROJECT,
  bundle: true,
  minify: true,
  legalComments: 'none',
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  // ES modules first: esbuild can leave out what a function does not use of the AWS SDK, 40 % of the bytes
  mainFields: ['module', 'main'],
  logLevel: 'silent',
  write: false,
} as const satisfies BuildOptions;

/** One function's code in one file. */
export interface Bundle {
  /** Absolute path of a file called `index.js`. */
  readonly path: string;
  /** Hash of its bytes, hexadecimal. Depends on the sources and the lock file alone, not on the machine. */
  readonly hash: string;
}

const bundles = new Map<string, Bundle>();

/**
 * Bundles a function with all that it imports, the AWS SDK too: what was tested is what runs, and it starts faster.
 * Each entry is bundled once a process, however many stacks use it.
 *
 * @param entry relative to the project, e.g. `lambdas/break-crash-loop/handler.ts`
 * @throws Error with esbuild's messages when it does not compile or something that it imports is missing
 */
export function bundle(entry: string): Bundle {
  const known = bundles.get(entry);
  if (known !== undefined) return known;
  const code = bundleCode(entry);
  const hash = createHash('sha256').update(code).digest('hex').slice(0, 32);
  const made = { path: keep(hash, code), hash };
  bundles.set(entry, made);
  return made;
}

/**
 * The bundle's bytes.
 *
 * @param external packages to leave out, as patterns, e.g. `@aws-sdk/*`
 */
export function bundleCode(entry: string, external: readonly string[] = []): Uint8Array {
  const { outputFiles, warnings } = buildSync({ ...BUNDLE_OPTIONS, entryPoints: [entry], external: [...external] });
  const [output] = outputFiles;
  if (output === undefined || warnings.length > 0) {
    throw new Error(`cannot bundle ${entry}: ${warnings.map(({ text }) => text).join('; ')}`);
  }
  return output.contents;
}

function keep(hash: string, code: Uint8Array): string {
  const folder = join(CACHE, hash);
  const path = join(folder, 'index.js');
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    // renamed when complete: nobody ever reads a half-written file
    const unfinished = `${path}.${process.pid}`;
    writeFileSync(unfinished, code);
    renameSync(unfinished, path);
  }
  return path;
}
