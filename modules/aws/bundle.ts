import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { buildSync, type BuildOptions } from 'esbuild';

import { type Bundle, BundleCache } from './bundle-cache';
import { bundlePage } from './bundle-page';
import { LAMBDA_RUNTIME } from './lambda-runtime';

const PROJECT = resolve(__dirname, '../..');
/** Packages of gamedig that must not be asked with, or are much too large: docs/decisions/player-query.md. */
const IN_PLACE_OF = 'lambdas/player-query/in-place-of';
const REPLACED = Object.fromEntries([
  ...['got', 'iconv-lite', 'seek-bzip'].map((name) => [name, `./${IN_PLACE_OF}/${name}.ts`]),
  ...['fast-xml-parser', 'gbxremote', 'telnet-client'].map((name) => [name, `./${IN_PLACE_OF}/unused.ts`]),
]) as Readonly<Record<string, string>>;
const BUNDLE_OPTIONS = {
  absWorkingDir: PROJECT,
  bundle: true,
  minify: true,
  legalComments: 'none',
  platform: 'node',
  format: 'cjs',
  // nodejs22.x → node22
  target: LAMBDA_RUNTIME.replace(/^nodejs(\d+)\.x$/, 'node$1'),
  // ES modules first: esbuild can leave out what a function does not use of the AWS SDK, 40 % of the bytes
  mainFields: ['module', 'main'],
  alias: REPLACED,
  logLevel: 'silent',
  write: false,
  metafile: true,
} as const satisfies BuildOptions;

const cache = new BundleCache(PROJECT);
const bundles = new Map<string, Bundle>();

/**
 * Bundles a function with all that it imports, the AWS SDK too: what was tested is what runs, and it starts faster.
 * Each entry is bundled once a process, however many stacks use it, and not at all while its sources and what npm has
 * installed are the same as in the last process.
 *
 * @param entry relative to the project, e.g. `lambdas/break-crash-loop/handler.ts`
 * @throws Error with esbuild's messages when it does not compile or something that it imports is missing
 */
export function bundle(entry: string): Bundle {
  const known = bundles.get(entry);
  if (known !== undefined) return known;
  const key = JSON.stringify([entry, BUNDLE_OPTIONS]);
  const made = cache.find(key) ?? make(key, entry);
  bundles.set(entry, made);
  return made;
}

/**
 * The bundle's bytes.
 *
 * @param external packages to leave out, as patterns, e.g. `@aws-sdk/*`
 */
export function bundleCode(entry: string, external: readonly string[] = []): Uint8Array {
  return build(entry, external).code;
}

function make(key: string, entry: string): Bundle {
  const { code, sources } = build(entry, []);
  return cache.keep(key, code, sources);
}

function build(entry: string, external: readonly string[]): { code: Uint8Array; sources: readonly string[] } {
  const { define, sources: ofPage } = pageOf(entry);
  const { outputFiles, warnings, metafile } = buildSync({
    ...BUNDLE_OPTIONS,
    define,
    entryPoints: [entry],
    external: [...external],
  });
  const [output] = outputFiles;
  if (output === undefined || warnings.length > 0) {
    throw new Error(`cannot bundle ${entry}: ${warnings.map(({ text }) => text).join('; ')}`);
  }
  const own = Object.keys(metafile.inputs).filter((input) => !input.split('/').includes('node_modules'));
  return { code: output.contents, sources: [...new Set([...own, ...ofPage, 'tsconfig.json'])] };
}

/** A function whose folder has a page/ gets that page, in one piece, as START_PAGE: it is bundled first. */
function pageOf(entry: string): { readonly define: Record<string, string>; readonly sources: readonly string[] } {
  const folder = `${dirname(entry)}/page`;
  if (!existsSync(join(PROJECT, folder, 'page.html'))) return { define: {}, sources: [] };
  const { page, sources } = bundlePage(folder);
  return { define: { START_PAGE: JSON.stringify(page) }, sources };
}
