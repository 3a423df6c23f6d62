import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

import { buildSync, type BuildOptions } from 'esbuild';

const PROJECT = resolve(__dirname, '../..');
/** Its own sources: another way to put a page together gives another page. */
const THIS_FILE = relative(PROJECT, __filename).replace(/\.js$/, '.ts').replaceAll('\\', '/');
const OPTIONS = {
  absWorkingDir: PROJECT,
  bundle: true,
  minify: true,
  charset: 'utf8',
  legalComments: 'none',
  platform: 'browser',
  format: 'iife',
  // phones that still get updates, and some years more
  target: ['es2020', 'safari15', 'chrome90', 'firefox90'],
  logLevel: 'silent',
  write: false,
  metafile: true,
} as const satisfies BuildOptions;

/** A page in one answer, and the policy that lets it work. */
export interface BundledPage {
  readonly html: string;
  readonly contentSecurityPolicy: string;
}

/**
 * Puts a page's script and style into its HTML. The policy names the hashes of these bytes, so that the browser runs nothing else,
 * whatever gets into the page.
 *
 * @param folder relative to the project; holds page.html with an empty `<style>` and an empty `<script>`, page.css, browser/main.ts
 * @returns the page, and the files that it was made of, relative to the project
 * @throws Error with esbuild's messages, or where page.html has no place for one of them
 */
export function bundlePage(folder: string): { readonly page: BundledPage; readonly sources: readonly string[] } {
  const style = build(`${folder}/page.css`);
  const script = build(`${folder}/browser/main.ts`);
  const template = `${folder}/page.html`;
  const bare = withoutIndentation(readFileSync(join(PROJECT, template), 'utf8'));
  const html = put(put(bare, 'style', style.code, template), 'script', script.code, template);
  return {
    page: { html, contentSecurityPolicy: policy(style.code, script.code) },
    sources: [...style.sources, ...script.sources, template, `${folder}/browser/tsconfig.json`, THIS_FILE],
  };
}

function build(entry: string): { readonly code: string; readonly sources: readonly string[] } {
  const { outputFiles, warnings, metafile } = buildSync({ ...OPTIONS, entryPoints: [entry] });
  const [output] = outputFiles;
  if (output === undefined || warnings.length > 0) {
    throw new Error(`cannot bundle ${entry}: ${warnings.map(({ text }) => text).join('; ')}`);
  }
  return { code: output.text.trimEnd(), sources: Object.keys(metafile.inputs) };
}

/** No text of a page goes over two lines. */
function withoutIndentation(html: string): string {
  return html.replace(/\s*\n\s*/g, '').replaceAll(' />', '>');
}

function put(html: string, tag: 'style' | 'script', code: string, template: string): string {
  const [before, after, ...more] = html.split(`<${tag}></${tag}>`);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`${template} needs exactly one empty <${tag}></${tag}>`);
  }
  return `${before}<${tag}>${code}</${tag}>${after}`;
}

function policy(style: string, script: string): string {
  return [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    "connect-src 'self'",
    // the page's icon: without one, browsers ask for /favicon.ico
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function hash(code: string): string {
  return `'sha256-${createHash('sha256').update(code).digest('base64')}'`;
}
